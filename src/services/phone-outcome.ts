/** What becomes of notices on their way: kept while they are worked on, settled in one statement, and told of. */
import { randomUUID } from 'node:crypto'
import type { Reach } from '../messengers/solapi/response.js'
import { type Claim, type ClaimedNotice, keepClaim, settleNotices, type Verdict } from '../storage/notices.js'
import type { NoticeCounts } from './notice-counts.js'
import type { ChannelParts } from './phone-channel.js'
import { nextTry } from './retries.js'

export interface OutcomeParts extends ChannelParts {
  readonly counts: NoticeCounts
}

/** Longer than two calls of the vendor take: a claim is renewed before every further one. */
const CLAIM_MS = 9_000

export const newClaim = (now: Date): Claim => ({ id: randomUUID(), now, until: new Date(now.getTime() + CLAIM_MS) })

export const TOO_LATE = 'a notice was given up: it would come too late'

/** On what is not so any more. */
export const UNTRUE: Ruling = { is: 'expired', reason: 'untrue' }

/** What becomes of one notice; `reach`, when it was refused by itself. */
export type Ruling = Omit<Verdict, 'id'> & { readonly reach?: Reach }

/** Keeps what was claimed for the time of the next calls; false when some of it was lost. */
export function keep(
  { transactions, clock }: OutcomeParts,
  claim: Claim,
  rows: readonly ClaimedNotice[],
): Promise<boolean> {
  return transactions.run(tx => keepClaim(tx, { ...newClaim(clock.now()), id: claim.id }, idsOf(rows)))
}

export const idsOf = (rows: readonly ClaimedNotice[]) => rows.map(({ id }) => id)

/** Settles the notices, and tells of what was refused or given up. */
export async function conclude(
  { transactions, clock, counts, log }: OutcomeParts,
  claim: Claim,
  rows: readonly ClaimedNotice[],
  rulingOn: (row: ClaimedNotice) => Ruling,
): Promise<void> {
  if (rows.length === 0) return
  const now = clock.now()
  const rulings = rows.map(row => {
    const { is, ...more } = rulingOn(row)
    const isWaiting = is === 'again' || is === 'ask'
    return { row, is, ...more, nextAt: isWaiting ? nextTry(row.tries, row.notAfter, now) : undefined }
  })
  await transactions.run(tx =>
    settleNotices(
      tx,
      claim,
      now,
      rulings.map(({ row, ...one }) => ({ id: row.id, ...one })),
    ),
  )
  for (const { row, ...ruling } of rulings) tellOf({ counts, log }, row.kind, ruling)
}

function tellOf(
  { counts, log }: Pick<OutcomeParts, 'counts' | 'log'>,
  kind: string,
  { is, reason: code = 'none', reach }: Ruling,
): void {
  const isUntrue = code === UNTRUE.reason
  if (reach) counts.refused(reach)
  if (is === 'sent') counts.sent(kind)
  if (is === 'refused' || is === 'expired') counts.gaveUp(isUntrue ? 'untrue' : is)
  if (is === 'refused') log.warn({ kind, code }, 'a notice was refused for good')
  else if (isUntrue) log.info({ kind, code }, 'a notice was not told: it is not true any more')
  else if (is === 'expired') log.warn({ kind, code }, TOO_LATE)
  else if (is === 'ask') log.warn({ kind, code }, 'it is not known whether a notice was sent: the vendor will be asked')
  else if (is === 'again') log.warn({ kind, code, reach }, 'a notice was not taken and will be tried again')
}
