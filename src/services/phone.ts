/** The phone: what leaves by AlimTalk or SMS, what waits for it, and what was given up. */
import type { SolapiClient } from '../messengers/solapi/client.js'
import type { Alert } from '../platform/alert.js'
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import type { Transactions } from '../storage/transaction.js'
import { createNoticeCounts, type NoticeCounts } from './notice-counts.js'
import type { RenderingParts } from './notice-rendering.js'
import { deliverToPhones } from './phone-delivery.js'
import type { Addressing } from './phone-posting.js'

export type PhoneVendor = Addressing & { readonly client: SolapiClient }

export interface PhoneLine {
  readonly vendor: PhoneVendor
  readonly log: Log
  readonly alert: Alert
}

export interface Phone {
  /** Sends what is due; returns how much was taken up. */
  deliver(): Promise<number>
  /** What this process sent, had refused and gave up. */
  counts(): ReturnType<NoticeCounts['read']>
}

export interface PhoneParts extends RenderingParts {
  readonly transactions: Transactions
  readonly clock: Clock
  readonly line: PhoneLine | undefined
}

export function createPhone({ line, ...parts }: PhoneParts): Phone {
  const counts = createNoticeCounts()
  return {
    deliver: async () => (line ? deliverToPhones({ ...parts, ...line, counts }) : 0),
    counts: counts.read,
  }
}
