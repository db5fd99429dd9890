/** TalkTalk's calls while the service starts: who says something is asked to say it again soon, and a withdrawal, told once only, is kept. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { apology } from '../conversation/apology.js'
import type { Words } from '../conversation/messages.js'
import type { Incoming } from '../conversation/turn.js'
import { readTalkTalk } from '../messengers/talktalk/event.js'
import type { Log } from '../platform/log.js'
import type { Withdrawals } from '../services/withdrawals.js'
import { readJson } from './body.js'
import { incomingOf, sayable } from './talktalk.js'
import type { TalkTalkRefusals } from './talktalk-refusals.js'

export interface TalkTalkStarting {
  readonly refusals: TalkTalkRefusals
  readonly withdrawals: Pick<Withdrawals, 'take'>
  readonly words: Words
  readonly log: Log
  readonly tellsTurn: boolean
}

export async function answerWhileStarting(
  request: IncomingMessage,
  response: ServerResponse,
  parts: TalkTalkStarting,
): Promise<void> {
  const { refusals, withdrawals } = parts
  try {
    const read = await readJson(request)
    const reading = read.ok ? readTalkTalk(read.body) : undefined
    if (!reading?.ok) return refusals.answer(response, 'starting')
    if (reading.event.kind === 'withdraw') await withdrawals.take(reading.event)
    const incoming = incomingOf(reading.event)
    if (incoming) ask(response, incoming, parts)
    else refusals.answer(response, 'starting')
  } catch {
    refusals.answer(response, 'failed')
  }
}

function ask(response: ServerResponse, incoming: Incoming, parts: TalkTalkStarting): void {
  parts.refusals.note('starting')
  const spoken = apology(parts.words, 'busy', incoming)
  if (parts.tellsTurn) response.setHeader('x-turn', spoken.trace)
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(sayable(parts, spoken).messages[0]))
}
