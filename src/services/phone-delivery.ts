/**
 * Telling notices by phone, each once: a group is made at the vendor and filled, noted here with its id, and only then sent. Whoever finds
 * an attempt open asks the vendor what became of its group before anything else. No transaction is open during a call.
 */
import type { ChannelRow } from '../storage/channels.js'
import {
  type Claim,
  type ClaimedGroup,
  type ClaimedNotice,
  claimGroup,
  claimNotices,
  expireNotices,
  openGroups,
} from '../storage/notices.js'
import type { Tx } from '../storage/transaction.js'
import { claimOpen } from './phone-channel.js'
import { newClaim, TOO_LATE } from './phone-outcome.js'
import { type PostingParts, post } from './phone-posting.js'
import { recover } from './phone-sending.js'

const MOST_AT_ONCE = 50
const MOST_GROUPS = 10

type Work =
  | { readonly is: 'group'; readonly claim: Claim; readonly groupId: string; readonly group: ClaimedGroup }
  | { readonly is: 'fresh'; readonly claim: Claim; readonly rows: readonly ClaimedNotice[] }
interface Shift {
  readonly works: readonly Work[]
  readonly channel: ChannelRow
}

/** Does what is due; returns how much was taken up. */
export async function deliverToPhones(parts: PostingParts): Promise<number> {
  const { transactions, clock, counts, log } = parts
  const expired = await transactions.run(tx => expireNotices(tx, clock.now()))
  for (const { kind, reason } of expired) {
    counts.gaveUp('expired')
    log.warn({ kind, code: reason ?? 'none' }, TOO_LATE)
  }
  const shift = await transactions.run(tx =>
    claimOpen<Shift>(clock, tx, async (channel, probing) => {
      const works = await takeWork(parts, tx, channel, probing)
      return works.length > 0 ? { works, channel } : undefined
    }),
  )
  if (!shift) return expired.length
  const done = await Promise.allSettled(
    shift.works.map(work =>
      work.is === 'group'
        ? recover(parts, work.claim, work.groupId, work.group, shift.channel)
        : post(parts, work.claim, work.rows, shift.channel),
    ),
  )
  const failed = done.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return expired.length + shift.works.length
}

/** What is asked for first, then what is new; a probe is one of the two, in turns, so that neither hides the other. */
async function takeWork({ clock }: PostingParts, tx: Tx, channel: ChannelRow, probing: boolean): Promise<Work[]> {
  const now = clock.now()
  const works: Work[] = []
  const groups = async () => {
    for (const groupId of await openGroups(tx, now, probing ? 1 : MOST_GROUPS)) {
      const claim = newClaim(now)
      const group = await claimGroup(tx, claim, groupId)
      if (group.rows.length > 0) works.push({ is: 'group', claim, groupId, group })
    }
  }
  const fresh = async () => {
    for (const suspects of [false, true]) {
      if (probing && works.length > 0) return
      const claim = newClaim(now)
      const rows = await claimNotices(tx, claim, probing || suspects ? 1 : MOST_AT_ONCE, suspects)
      if (rows.length > 0) works.push({ is: 'fresh', claim, rows })
    }
  }
  for (const take of channel.strikes % 2 === 0 ? [groups, fresh] : [fresh, groups])
    if (!probing || works.length === 0) await take()
  return works
}
