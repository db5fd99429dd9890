/** The understanding in force: looked up once a turn, so that a published version takes over without a restart. */
import type { Understand } from './understand.js'

export interface UnderstandingInForce {
  current(): Understand
  /** Turns that begin from now on are understood by this one; those under way end with what they began with. */
  replace(next: Understand): void
}

export function putInForce(first: Understand): UnderstandingInForce {
  let inForce = first
  return {
    current: () => inForce,
    replace(next) {
      inForce = next
    },
  }
}
