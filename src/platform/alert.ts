/** Tells whoever runs the service of what cannot wait: in the log, and by a short POST to `ALERT_URL`. */
import { z } from 'zod'
import type { Clock } from './clock.js'
import { callJson, type Fetch } from './http-client.js'
import type { Log } from './log.js'

export interface Alert {
  /**
   * Never blocks, never throws. The same kind is told at most once in ten minutes. Neither text may hold anything personal.
   * @param kind short and constant, as `worker-stalled`: alarms are grouped by it.
   */
  raise(kind: string, message: string): void
}

/** What `ALERT_URL` gets. */
export const alertBody = z.object({ kind: z.string(), message: z.string(), at: z.iso.datetime() })

export interface AlertParts {
  /** Unset: the log alone is told. */
  readonly url: string | undefined
  readonly log: Log
  readonly clock: Clock
  readonly fetch?: Fetch
}

const PAUSE_MS = 10 * 60_000
const LIMIT_MS = 5_000

export function createAlert({ url, log, clock, fetch = globalThis.fetch }: AlertParts): Alert {
  const toldAt = new Map<string, number>()
  /** A desk's clock may be set back: what was told "later" is no reason to be silent. */
  const wasJustTold = (kind: string, now: number) => {
    const since = now - (toldAt.get(kind) ?? Number.NEGATIVE_INFINITY)
    return since >= 0 && since < PAUSE_MS
  }
  const post = async (to: string, body: z.infer<typeof alertBody>) => {
    const answer = await callJson({ url: to, headers: {}, body, timeoutMs: LIMIT_MS, fetch })
    const failure = !answer.ok ? answer.code : answer.status >= 300 ? `http-${answer.status}` : undefined
    if (failure) log.warn({ failure, alert: body.kind }, 'an alert could not be sent')
  }
  return {
    raise(kind, message) {
      const now = clock.now()
      if (wasJustTold(kind, now.getTime())) return
      toldAt.set(kind, now.getTime())
      log.error({ alert: kind }, message)
      if (!url) return
      void post(url, { kind, message, at: now.toISOString() })
    },
  }
}
