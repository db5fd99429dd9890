/** How what is said in TalkTalk fares, for `/metrics`. */
import type { Metrics } from '../platform/metrics.js'
import { REFUSAL_LABELS } from '../services/chat-refusals.js'
import type { Services } from '../services/index.js'

export function showChat(metrics: Metrics, { replies }: Pick<Services, 'replies'>): void {
  const help = 'Messages that the send API did not take, by its code'
  metrics.show('counter', 'talktalk_send_refusals_total', help, {
    label: 'code',
    values: REFUSAL_LABELS,
    read: async () => replies.refusals(),
  })
}
