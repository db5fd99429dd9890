/** When something is tried again: later every time, never at the same moment as everything else, and in time to be of use. */
const FIRST_MS = 2_000
const LONGEST_MS = 2 * 60_000
const SHORTEST_MS = 1_000
/** At least so many tries are to fit into what is left of a notice's time. */
const SHARES = 12

/** The moment of the next try of something worth doing until `notAfter`, after `tries` that failed. */
export function nextTry(tries: number, notAfter: Date, now: Date): Date {
  const share = Math.max(SHORTEST_MS, (notAfter.getTime() - now.getTime()) / SHARES)
  const ms = Math.min(LONGEST_MS, share, FIRST_MS * 2 ** Math.min(tries, 20))
  return new Date(now.getTime() + jittered(ms))
}

/** Within a quarter of `ms`. */
export function jittered(ms: number): number {
  return Math.round(ms * (0.75 + Math.random() * 0.5))
}
