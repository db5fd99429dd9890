/**
 * Notices: written with the fact they tell, claimed for a short while by who sends them, settled in one statement a batch. Waits and
 * claims end by the service's clock or after the same length of real time, whichever comes first: the desk may put its clock forward, to
 * go through hours, and back, which must not make a wait of a second one of hours.
 */

import { EntitySchema } from 'typeorm'
import type { Place } from '../platform/cipher.js'
import { optional } from './columns.js'
import type { Tx } from './transaction.js'

/** A fact to tell: to whom, due when, worth telling until when. */
export interface NoticeRow {
  id: string
  kind: string
  onceKey: string
  volunteerId: string | null
  accountId: string | null
  /** What it is about: of an application its id. */
  subject: string | null
  factsSealed: Buffer
  due: Date
  notAfter: Date
  state: 'waiting' | 'sent' | 'refused' | 'expired'
  /** Why it is still waiting, or why it was given up: a code, never a person's words. */
  reason: string | null
  tries: number
  /** Not before that, after something went wrong. `…Real`: see `storage/notices.ts`. */
  nextAt: Date | null
  nextReal: Date | null
  /** Since when it may be the one for which a whole call is refused. */
  suspectSince: Date | null
  claim: string | null
  claimedUntil: Date | null
  claimedReal: Date | null
  createdAt: Date
  settledAt: Date | null
}
export const notices = new EntitySchema<NoticeRow>({
  name: 'notices',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    kind: { type: 'text' },
    onceKey: { type: 'text', name: 'once_key' },
    volunteerId: { type: 'uuid', ...optional('volunteer_id') },
    accountId: { type: 'uuid', ...optional('account_id') },
    subject: { type: 'uuid', ...optional() },
    factsSealed: { type: 'bytea', name: 'facts_sealed' },
    due: { type: 'timestamptz' },
    notAfter: { type: 'timestamptz', name: 'not_after' },
    state: { type: 'text', default: 'waiting' },
    reason: { type: 'text', ...optional() },
    tries: { type: 'integer', default: 0 },
    nextAt: { type: 'timestamptz', ...optional('next_at') },
    nextReal: { type: 'timestamptz', ...optional('next_real') },
    suspectSince: { type: 'timestamptz', ...optional('suspect_since') },
    claim: { type: 'uuid', ...optional() },
    claimedUntil: { type: 'timestamptz', ...optional('claimed_until') },
    claimedReal: { type: 'timestamptz', ...optional('claimed_real') },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    settledAt: { type: 'timestamptz', ...optional('settled_at') },
  },
})

/** One try of telling a notice on one channel. It is written before the vendor is asked to send, and open until it is known. */
export interface AttemptRow {
  id: string
  noticeId: string
  channel: string
  vendor: string
  groupId: string
  /** How many messages the group holds; null in those of earlier versions. */
  groupSize: number | null
  messageId: string | null
  outcome: 'open' | 'sent' | 'refused' | 'withdrawn' | 'unknown'
  reason: string | null
  begunAt: Date
  settledAt: Date | null
}
export const attempts = new EntitySchema<AttemptRow>({
  name: 'attempts',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    noticeId: { type: 'uuid', name: 'notice_id' },
    channel: { type: 'text' },
    vendor: { type: 'text' },
    groupId: { type: 'text', name: 'group_id' },
    groupSize: { type: 'integer', ...optional('group_size') },
    messageId: { type: 'text', ...optional('message_id') },
    outcome: { type: 'text', default: 'open' },
    reason: { type: 'text', ...optional() },
    begunAt: { type: 'timestamptz', name: 'begun_at' },
    settledAt: { type: 'timestamptz', ...optional('settled_at') },
  },
})

export type NewNotice = Pick<
  NoticeRow,
  'id' | 'kind' | 'onceKey' | 'volunteerId' | 'accountId' | 'subject' | 'factsSealed' | 'due' | 'notAfter' | 'createdAt'
>

const ADD = `
  INSERT INTO notices (id, kind, once_key, volunteer_id, account_id, subject, facts_sealed, due, not_after, created_at)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bytea[], $8::timestamptz[],
    $9::timestamptz[], $10::timestamptz[]) ON CONFLICT DO NOTHING`

/** A notice with a known `onceKey` is not written again: told once. */
export async function addNotices(tx: Tx, all: readonly NewNotice[]): Promise<void> {
  const column = <Name extends keyof NewNotice>(name: Name) => all.map(notice => notice[name])
  await tx.query(ADD, [
    column('id'),
    column('kind'),
    column('onceKey'),
    column('volunteerId'),
    column('accountId'),
    column('subject'),
    column('factsSealed'),
    column('due'),
    column('notAfter'),
    column('createdAt'),
  ])
}

export function placeOfFacts(id: string): Place {
  return { table: 'notices', column: 'facts_sealed', row: id }
}

export type ClaimedNotice = Pick<
  NoticeRow,
  'id' | 'kind' | 'volunteerId' | 'subject' | 'factsSealed' | 'notAfter' | 'tries' | 'suspectSince' | 'createdAt'
>

export interface Claim {
  /** Who claims: a fresh id each time. Settling asks for it, so that who came too late changes nothing. */
  readonly id: string
  readonly until: Date
  readonly now: Date
}

const CLAIMED = `n.id, n.kind, n.volunteer_id AS "volunteerId", n.subject, n.facts_sealed AS "factsSealed", n.not_after AS "notAfter",
  n.tries, n.suspect_since AS "suspectSince", n.created_at AS "createdAt"`
/** With $1 the present. */
const NOT_WAITING = '(n.next_at IS NULL OR n.next_at <= $1 OR n.next_real <= clock_timestamp())'
const UNCLAIMED = '(n.claimed_until IS NULL OR n.claimed_until <= $1 OR n.claimed_real <= clock_timestamp())'
const READY = `${NOT_WAITING} AND ${UNCLAIMED}`
/** With $2 who claims and $3 until when. */
const TAKE = 'claim = $2, claimed_until = $3, claimed_real = clock_timestamp() + ($3::timestamptz - $1::timestamptz)'
const OPEN = "SELECT FROM attempts a WHERE a.notice_id = n.id AND a.outcome = 'open'"

const valuesOf = ({ now, id, until }: Claim) => [now, id, until]

/** Up to `most` notices that are due and not on their way, oldest first: those under suspicion, or the others. */
export async function claimNotices(tx: Tx, claim: Claim, most: number, suspects: boolean): Promise<ClaimedNotice[]> {
  const [rows]: [ClaimedNotice[]] = await tx.query(
    `UPDATE notices n SET ${TAKE}
      WHERE n.id IN (
        SELECT n.id FROM notices n
         WHERE n.state = 'waiting' AND (n.due <= $1 OR n.due <= n.created_at) AND n.not_after > $1 AND ${READY}
           AND (n.suspect_since IS NOT NULL) = $4 AND NOT EXISTS (${OPEN})
         ORDER BY n.due, n.created_at LIMIT $5 FOR UPDATE SKIP LOCKED)
     RETURNING ${CLAIMED}`,
    [...valuesOf(claim), suspects, most],
  )
  return rows.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

/** Groups on their way whose time to be asked for has come. */
export async function openGroups(tx: Tx, now: Date, most: number): Promise<string[]> {
  const rows: { groupId: string }[] = await tx.query(
    `SELECT a.group_id AS "groupId" FROM attempts a JOIN notices n ON n.id = a.notice_id
      WHERE a.outcome = 'open' GROUP BY a.group_id HAVING bool_and(${READY}) ORDER BY min(n.due) LIMIT $2`,
    [now, most],
  )
  return rows.map(({ groupId }) => groupId)
}

/** A group that is on its way. It is not whole when a notice of it is gone with the person it was for; its message is still in the group. */
export interface ClaimedGroup {
  readonly rows: readonly ClaimedNotice[]
  readonly isWhole: boolean
}

/** All that is left of a group that is on its way, or no rows when somebody else is at one of them. */
export async function claimGroup(tx: Tx, claim: Claim, groupId: string): Promise<ClaimedGroup> {
  const [rows]: [ClaimedNotice[]] = await tx.query(
    `WITH members AS (
       SELECT n.id, n.claim IS NOT DISTINCT FROM $2 OR (${READY}) AS free FROM notices n JOIN attempts a ON a.notice_id = n.id
        WHERE a.group_id = $4 AND a.outcome = 'open' ORDER BY n.id FOR UPDATE OF n)
     UPDATE notices n SET ${TAKE}
      WHERE n.id IN (SELECT id FROM members) AND (SELECT bool_and(free) FROM members)
     RETURNING ${CLAIMED}`,
    [...valuesOf(claim), groupId],
  )
  const [{ gone }] = await tx.query(
    'SELECT coalesce(max(group_size) > count(*), false) AS gone FROM attempts WHERE group_id = $1',
    [groupId],
  )
  return { rows, isWhole: !gone }
}

/** Keeps what is claimed a while longer; false when some of it was lost to somebody else meanwhile. */
export async function keepClaim(tx: Tx, claim: Claim, ids: readonly string[]): Promise<boolean> {
  const [, kept]: [unknown, number] = await tx.query(
    `UPDATE notices SET ${TAKE} WHERE claim = $2 AND id = ANY ($4) AND state = 'waiting'`,
    [...valuesOf(claim), ids],
  )
  return kept === ids.length
}

export interface NewAttempt {
  readonly channel: string
  readonly vendor: string
  readonly groupId: string
  readonly members: readonly { readonly id: string; readonly messageId: string | null }[]
}

/** Notes that the notices are on their way in this group. */
export async function addAttempts(tx: Tx, { channel, vendor, groupId, members }: NewAttempt, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO attempts (notice_id, channel, vendor, group_id, message_id, begun_at, group_size)
     SELECT id, $3, $4, $5, message_id, $6, cardinality($1) FROM unnest($1::uuid[], $2::text[]) AS t (id, message_id)`,
    [members.map(({ id }) => id), members.map(({ messageId }) => messageId), channel, vendor, groupId, now],
  )
}

/**
 * What became of a claimed notice. `again`: nothing of it will arrive, so it is tried anew. `ask`: it may arrive or have arrived, so its
 * attempt stays open. `back`: nothing was tried.
 */
export interface Verdict {
  readonly id: string
  readonly is: 'sent' | 'refused' | 'expired' | 'again' | 'ask' | 'back'
  readonly reason?: string
  readonly nextAt?: Date
  readonly suspect?: boolean
}

const SETTLE = `
  WITH told AS (
    SELECT t.* FROM unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[]) AS t (id, verdict, reason, next_at, suspect)
      JOIN notices n ON n.id = t.id AND n.claim = $1),
  closed AS (
    UPDATE attempts a SET outcome = CASE WHEN t.verdict IN ('sent', 'refused') THEN t.verdict ELSE 'withdrawn' END,
           reason = t.reason, settled_at = $2
      FROM told t WHERE a.notice_id = t.id AND a.outcome = 'open' AND t.verdict NOT IN ('ask', 'back'))
  UPDATE notices n SET claim = NULL, claimed_until = NULL, claimed_real = NULL,
         next_at = t.next_at, next_real = clock_timestamp() + (t.next_at - $2::timestamptz), reason = coalesce(t.reason, n.reason),
         state = CASE WHEN t.verdict IN ('again', 'ask', 'back') THEN 'waiting' ELSE t.verdict END,
         settled_at = CASE WHEN t.verdict IN ('again', 'ask', 'back') THEN NULL ELSE $2::timestamptz END,
         tries = n.tries + CASE WHEN t.verdict = 'back' THEN 0 ELSE 1 END,
         suspect_since = CASE WHEN t.suspect THEN coalesce(n.suspect_since, $2) ELSE n.suspect_since END
    FROM told t WHERE n.id = t.id`

/** One statement a batch; a notice whose claim was lost is left to whoever has it. */
export async function settleNotices(tx: Tx, claim: Claim, now: Date, verdicts: readonly Verdict[]): Promise<void> {
  await tx.query(SETTLE, [
    claim.id,
    now,
    verdicts.map(({ id }) => id),
    verdicts.map(verdict => verdict.is),
    verdicts.map(({ reason }) => reason ?? null),
    verdicts.map(({ nextAt }) => nextAt ?? null),
    verdicts.map(({ suspect }) => suspect ?? false),
  ])
}

export interface Expired {
  readonly kind: string
  readonly reason: string | null
}

/** How long it is asked about what may have been sent, after it would have been pointless to send it. */
const ASKED_FOR_MS = 24 * 60 * 60_000

/** Gives up what is pointless by now; what may be on its way only when nobody could tell for a day. */
export async function expireNotices(tx: Tx, now: Date): Promise<Expired[]> {
  const [rows]: [Expired[]] = await tx.query(
    `WITH pointless AS (
       SELECT n.id FROM notices n
        WHERE n.state = 'waiting' AND n.not_after <= $1 AND ${UNCLAIMED}
          AND (n.not_after <= $2 OR NOT EXISTS (${OPEN})) FOR UPDATE SKIP LOCKED),
     closed AS (
       UPDATE attempts SET outcome = 'unknown', settled_at = $1 WHERE outcome = 'open' AND notice_id IN (SELECT id FROM pointless))
     UPDATE notices SET state = 'expired', settled_at = $1, claim = NULL, claimed_until = NULL WHERE id IN (SELECT id FROM pointless)
     RETURNING kind, reason`,
    [now, new Date(now.getTime() - ASKED_FOR_MS)],
  )
  return rows
}
