/** The desk's clock: shown and set by the page and by tests. */
import express, { Router } from 'express'
import { z } from 'zod'
import { seoulIso } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import { fieldsOf } from '../platform/http.js'
import type { Log } from '../platform/log.js'
import type { SettableClock } from '../platform/shared-clock.js'

const setting = z.object({ now: z.iso.datetime({ offset: true }).nullable() })

/**
 * `GET` tells the service's time, `POST {"now": ISO 8601 with offset | null}` sets it; both answer `{"now"}`. After it was set, `afterSet`
 * may make ready what another day needs; its failure is only logged.
 */
export function createClockRoutes(clock: SettableClock, log: Log, afterSet: () => Promise<unknown>): Router {
  const tell = () => ({ now: seoulIso(clock.now()) })
  return Router()
    .get('/', (_req, res) => res.set('Cache-Control', 'no-store').json(tell()))
    .post('/', express.json(), async (req, res) => {
      const parsed = setting.safeParse(req.body)
      if (!parsed.success)
        throw new AppError('invalid', 'The clock cannot be set to this', fieldsOf(parsed.error.issues))
      clock.set(parsed.data.now === null ? null : new Date(parsed.data.now))
      await afterSet().catch(err =>
        log.warn({ err }, 'the clock was set, but what that day needs could not be made ready'),
      )
      res.json(tell())
    })
}
