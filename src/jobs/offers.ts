/** Ends offers whose time is over, so that their seats go on to the next in line. */
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'
import { startLoop, type Worker } from './loop.js'

/** @param told something became due to be told. */
export function startEndingOffers({ seats }: Pick<Services, 'seats'>, told: () => void, log: Log): Worker {
  const work = async () => {
    const ended = await seats.expire()
    if (ended > 0) told()
    return ended
  }
  return startLoop('ending offers', work, log)
}
