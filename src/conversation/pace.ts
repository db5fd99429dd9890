/** How fast turns come to their end while there is enough to do, over the last half second or so. */

export interface Pace {
  /** From now on there is enough to do. */
  begin(now: number): void
  /** One ended, and another begins in its place. */
  end(now: number): void
  /** The mean time from one end to the next. */
  gapMs(): number
}

/** What a turn is taken to need before one was seen. */
const FIRST_GUESS_MS = 4
/** What was seen of an earlier crowd counts as so many ends, so that a few of now outweigh it. */
const WORTH_OF_PAST = 3
/** Longer than a pause of the garbage collector; a service that becomes slow is seen within it. */
const MEMORY_MS = 400

export function createPace(): Pace {
  let ends = 1
  let spentMs = FIRST_GUESS_MS
  let last = 0
  return {
    begin(now) {
      spentMs *= WORTH_OF_PAST / ends
      ends = WORTH_OF_PAST
      last = now
    },
    end(now) {
      const gap = now - last
      const kept = Math.exp(-gap / MEMORY_MS)
      ends = ends * kept + 1
      spentMs = spentMs * kept + gap
      last = now
    },
    gapMs: () => spentMs / ends,
  }
}
