/** How the notices fare, for `/metrics`. */
import type { Metrics } from '../platform/metrics.js'
import type { Services } from '../services/index.js'
import { NOTICE_KINDS } from '../services/notice-catalogue.js'
import { GIVEN_UP_REASONS, REFUSAL_REACHES } from '../services/notice-counts.js'

const WAITING = ['count', 'oldest_seconds', 'channels_resting'] as const

export function showNotices(metrics: Metrics, { phone, noticeDesk, transactions }: Services): void {
  metrics.show('counter', 'notices_sent_total', 'Notices that the vendor took, by kind', {
    label: 'kind',
    values: NOTICE_KINDS,
    read: async () => phone.counts().sent,
  })
  metrics.show(
    'counter',
    'notices_refused_total',
    'Calls and messages that the vendor refused, by whom it is about: account, request, passing, gone (a group it does not know), message',
    { label: 'reach', values: REFUSAL_REACHES, read: async () => phone.counts().refused },
  )
  metrics.show(
    'counter',
    'notices_given_up_total',
    'Notices that reach nobody: refused for good, pointless or untrue before they could be sent',
    { label: 'reason', values: GIVEN_UP_REASONS, read: async () => phone.counts().gaveUp },
  )
  metrics.show('gauge', 'notices_waiting', 'Due and not yet told: how many, the oldest in seconds, channels at rest', {
    label: 'figure',
    values: WAITING,
    read: async () => {
      const { count, seconds, resting } = await transactions.run(tx => noticeDesk.waiting(tx))
      return { count, oldest_seconds: seconds, channels_resting: resting }
    },
  })
}
