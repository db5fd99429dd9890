/** How what is said later in the chats fares, for `/metrics`. */
import type { Metrics } from '../platform/metrics.js'
import { REFUSAL_LABELS } from '../services/chat-refusals.js'
import type { Services } from '../services/index.js'
import { CALLBACK_OUTCOMES } from '../services/kakao-saying.js'

export function showChat(metrics: Metrics, { replies }: Pick<Services, 'replies'>): void {
  const help = 'Messages that the send API did not take, by its code'
  metrics.show('counter', 'talktalk_send_refusals_total', help, {
    label: 'code',
    values: REFUSAL_LABELS,
    read: async () => replies.refusals(),
  })
  const callbacks =
    'Answers by a callback of Kakao: said, refused for good, unanswered (tried again), expired before they were said'
  metrics.show('counter', 'kakao_callbacks_total', callbacks, {
    label: 'outcome',
    values: CALLBACK_OUTCOMES,
    read: async () => replies.callbacks(),
  })
}
