/** How many notices this process sent, had refused and gave up, by names from fixed lists only. */
import { NOTICE_KINDS, type NoticeKind } from './notice-catalogue.js'

export const REFUSAL_REACHES = ['account', 'request', 'passing', 'gone', 'message'] as const
export const GIVEN_UP_REASONS = ['refused', 'expired', 'untrue'] as const

export interface NoticeCounts {
  sent(kind: string): void
  refused(reach: (typeof REFUSAL_REACHES)[number]): void
  gaveUp(reason: (typeof GIVEN_UP_REASONS)[number]): void
  read(): {
    readonly sent: Counts<NoticeKind>
    readonly refused: Counts<(typeof REFUSAL_REACHES)[number]>
    readonly gaveUp: Counts<(typeof GIVEN_UP_REASONS)[number]>
  }
}

export function createNoticeCounts(): NoticeCounts {
  const sent = noughts(NOTICE_KINDS)
  const refused = noughts(REFUSAL_REACHES)
  const gaveUp = noughts(GIVEN_UP_REASONS)
  return {
    sent: kind => add(sent, kind),
    refused: reach => add(refused, reach),
    gaveUp: reason => add(gaveUp, reason),
    read: () => ({ sent: { ...sent }, refused: { ...refused }, gaveUp: { ...gaveUp } }),
  }
}

type Counts<Name extends string> = Readonly<Record<Name, number>>

function noughts<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>
}

/** What is on no list is not counted: a label must not grow. */
function add(counts: Record<string, number>, name: string): void {
  if (Object.hasOwn(counts, name)) counts[name]!++
}
