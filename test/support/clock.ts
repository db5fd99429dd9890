/** A clock that tests set. */
import { type Clock, systemClock } from '../../src/platform/clock.js'

/** Runs on from the moment it is set to; `set(null)` follows real time again. */
export function createSettableClock(base: Clock = systemClock): Clock & { set(moment: Date | null): void } {
  let offsetMs = 0
  return {
    now: () => new Date(base.now().getTime() + offsetMs),
    set: moment => {
      offsetMs = moment ? moment.getTime() - base.now().getTime() : 0
    },
  }
}
