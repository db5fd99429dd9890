/** How the notices fare, for `/metrics`. */
import type { Metrics } from '../platform/metrics.js'
import type { Services } from '../services/index.js'

export function showNotices(metrics: Metrics, { phone, noticeDesk, transactions }: Services): void {
  const counted = (of: keyof ReturnType<typeof phone.counts>) => async () => phone.counts()[of]
  metrics.show('counter', 'notices_sent_total', 'Notices that the vendor took, by kind', 'kind', counted('sent'))
  metrics.show(
    'counter',
    'notices_refused_total',
    'Calls and messages that the vendor refused, by whom it is about: account, request, passing, gone (a group it does not know), message',
    'reach',
    counted('refused'),
  )
  metrics.show(
    'counter',
    'notices_given_up_total',
    'Notices that reach nobody: refused for good, pointless or untrue before they could be sent',
    'reason',
    counted('gaveUp'),
  )
  metrics.show(
    'gauge',
    'notices_waiting',
    'Due and not yet told: how many, the oldest in seconds, channels at rest',
    'figure',
    async () => {
      const { count, seconds, resting } = await transactions.run(tx => noticeDesk.waiting(tx))
      return { count, oldest_seconds: seconds, channels_resting: resting }
    },
  )
}
