/** TalkTalk's calls while the service starts: nothing can be said yet, but a withdrawal is told once only, so it is kept. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readTalkTalk } from '../messengers/talktalk/event.js'
import type { Withdrawals } from '../services/withdrawals.js'
import { readJson } from './body.js'
import type { TalkTalkRefusals } from './talktalk-refusals.js'

export async function answerWhileStarting(
  request: IncomingMessage,
  response: ServerResponse,
  { refusals, withdrawals }: { refusals: TalkTalkRefusals; withdrawals: Withdrawals },
): Promise<void> {
  try {
    const read = await readJson(request)
    const reading = read.ok ? readTalkTalk(read.body) : undefined
    if (reading?.ok && reading.event.kind === 'withdraw') await withdrawals.take(reading.event)
    refusals.answer(response, 'starting')
  } catch {
    refusals.answer(response, 'failed')
  }
}
