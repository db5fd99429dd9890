/** How many notices this process sent, had refused and gave up, by names from fixed lists only. */
import { NOTICE_KINDS } from './notice-catalogue.js'

export const REFUSAL_REACHES = ['account', 'request', 'passing', 'gone', 'message'] as const
export const GIVEN_UP_REASONS = ['refused', 'expired', 'untrue'] as const

export interface NoticeCounts {
  sent(kind: string): void
  refused(reach: (typeof REFUSAL_REACHES)[number]): void
  gaveUp(reason: (typeof GIVEN_UP_REASONS)[number]): void
  read(): Readonly<Record<'sent' | 'refused' | 'gaveUp', Readonly<Record<string, number>>>>
}

export function createNoticeCounts(): NoticeCounts {
  const sent = noughts(NOTICE_KINDS)
  const refused = noughts(REFUSAL_REACHES)
  const gaveUp = noughts(GIVEN_UP_REASONS)
  return {
    sent: kind => add(sent, kind),
    refused: reach => add(refused, reach),
    gaveUp: reason => add(gaveUp, reason),
    read: () => ({
      sent: Object.fromEntries(sent),
      refused: Object.fromEntries(refused),
      gaveUp: Object.fromEntries(gaveUp),
    }),
  }
}

type Counts = Map<string, number>

function noughts(names: readonly string[]): Counts {
  return new Map(names.map(name => [name, 0]))
}

/** What is on no list is not counted: a label must not grow. */
function add(counts: Counts, name: string): void {
  const before = counts.get(name)
  if (before !== undefined) counts.set(name, before + 1)
}
