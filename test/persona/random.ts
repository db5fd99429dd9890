/** Chance that can be repeated: the same seed draws the same things. */

export interface Random {
  /** A whole number from 0 on, below that. */
  below(bound: number): number
  /** True in that share of draws. */
  chance(share: number): boolean
  /** One of them; throws when there is none. */
  of<T>(things: readonly T[]): T
  /** One of them, each as often as its weight says. */
  weighted<T>(things: readonly (readonly [weight: number, thing: T])[]): T
}

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const of = <T>(things: readonly T[]): T => {
    if (things.length === 0) throw new Error('There is nothing to choose from')
    return things[Math.floor(next() * things.length)]!
  }
  return {
    below: bound => Math.floor(next() * bound),
    chance: share => next() < share,
    of,
    weighted(things) {
      let left = next() * things.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, thing] of things) {
        left -= weight
        if (left < 0) return thing
      }
      return things.at(-1)![1]
    },
  }
}
