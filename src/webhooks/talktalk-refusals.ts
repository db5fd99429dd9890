/** Calls of TalkTalk that nothing can be done with: answered with an empty 200, logged without what they said, counted by reason. */
import type { ServerResponse } from 'node:http'
import type { Log } from '../platform/log.js'
import type { Metrics } from '../platform/metrics.js'
import { UNREADABLE } from './body.js'

/** `http`: Node could not read the call; `starting`: nobody is there yet; `shape`: no event; `failed`: a fault of ours. */
const REASONS = [...UNREADABLE, 'method', 'shape', 'failed', 'starting', 'http'] as const
export type TalkTalkRefusal = (typeof REASONS)[number]

export interface TalkTalkRefusals {
  /** `issues` name fields, never values. */
  note(reason: TalkTalkRefusal, issues?: object): void
  /** Notes it and answers. Naver stops calling an address that goes on answering anything but 200. */
  answer(response: ServerResponse, reason: TalkTalkRefusal, issues?: object): void
}

export function createTalkTalkRefusals(metrics: Metrics, log: Log): TalkTalkRefusals {
  const count = metrics.count('talktalk_refusals_total', 'Calls of TalkTalk that were answered with nothing', REASONS)
  const note = (reason: TalkTalkRefusal, issues?: object) => {
    count(reason)
    log.warn({ reason, issues }, 'a call of TalkTalk was refused')
  }
  return {
    note,
    answer(response, reason, issues) {
      note(reason, issues)
      if (!response.headersSent) response.writeHead(200, { 'content-length': 0 }).end()
    },
  }
}
