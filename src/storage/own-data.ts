/** Everything that is kept of one person or one messenger account: read to be handed out, and removed to be forgotten. */

import { EntitySchema } from 'typeorm'
import type { Application } from '../domain/application.js'
import type { VolunteerRecord } from '../domain/record.js'
import type { AgentRequestRow } from './agent-requests.js'
import type { DisputeRow } from './disputes.js'
import type { Tx } from './transaction.js'
import type { TurnRow } from './turns.js'

export interface ForgottenParticipationRow {
  id: string
  programId: string
  state: string
  people: number
  /** Approved time, where there was a record of it. */
  minutes: number | null
}
export const forgottenParticipations = new EntitySchema<ForgottenParticipationRow>({
  name: 'forgotten_participations',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    programId: { type: 'uuid', name: 'program_id' },
    state: { type: 'text' },
    people: { type: 'integer' },
    minutes: { type: 'integer', nullable: true },
  },
})

/** The messenger accounts and, once they are linked, the person they belong to. */
export interface Owner {
  readonly volunteerId: string | undefined
  readonly accountIds: readonly string[]
}

export interface OwnAccount {
  readonly messenger: string
  readonly userKey: string
  readonly linkedAt: Date | null
  readonly createdAt: Date
  readonly seenAt: Date
}
export type OwnTurn = Pick<TurnRow, 'accountId' | 'messenger' | 'at' | 'utterance' | 'utteranceSealed' | 'reply'>
export type OwnRequest = Pick<AgentRequestRow, 'id' | 'topicSealed' | 'state' | 'createdAt'>
export type OwnDispute = Omit<DisputeRow, 'applicationId' | 'answerUntil'> & { readonly title: string }
export interface OwnApplication extends Pick<Application, 'id' | 'state' | 'people' | 'appliedAt' | 'changedAt'> {
  readonly title: string
  readonly organisationName: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly history: readonly {
    readonly to: string
    readonly by: string
    readonly reason: string | null
    readonly minutes: number | null
    readonly at: string
  }[]
}
export interface OwnConsent {
  readonly kind: string
  readonly version: string
  readonly givenAt: Date
  readonly withdrawnAt: Date | null
}
export interface OwnNotice {
  readonly id: string
  readonly kind: string
  readonly factsSealed: Buffer
  readonly state: string
  readonly createdAt: Date
}
export interface OwnLook {
  readonly at: Date
  readonly actor: string
  readonly action: string
}

const ACCOUNTS = 'SELECT id FROM messenger_accounts WHERE volunteer_id = $1 OR id = $2 ORDER BY id'

/** The accounts linked to this person, and the one that asks. */
export async function findOwner(tx: Tx, volunteerId?: string, accountId?: string, holding = ''): Promise<Owner> {
  const rows: { id: string }[] = await tx.query(`${ACCOUNTS} ${holding}`, [volunteerId ?? null, accountId ?? null])
  return { volunteerId, accountIds: rows.map(({ id }) => id) }
}

/** Like `findOwner`; turns of these accounts wait until the transaction ends. */
export function holdOwner(tx: Tx, volunteerId?: string, accountId?: string): Promise<Owner> {
  return findOwner(tx, volunteerId, accountId, 'FOR UPDATE')
}

export function accountsOf(tx: Tx, { accountIds }: Owner): Promise<OwnAccount[]> {
  return tx.query(
    `SELECT messenger, user_key AS "userKey", linked_at AS "linkedAt", created_at AS "createdAt", seen_at AS "seenAt"
       FROM messenger_accounts WHERE id = ANY ($1) ORDER BY created_at`,
    [accountIds],
  )
}

export function turnsOf(tx: Tx, { accountIds }: Owner): Promise<OwnTurn[]> {
  return tx.query(
    `SELECT account_id AS "accountId", messenger, at, utterance, utterance_sealed AS "utteranceSealed", reply
       FROM turns WHERE account_id = ANY ($1) ORDER BY at, id`,
    [accountIds],
  )
}

export async function countTurns(tx: Tx, { accountIds }: Owner): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM turns WHERE account_id = ANY ($1)',
    [accountIds],
  )
  return row?.count ?? 0
}

export function requestsOf(tx: Tx, { accountIds }: Owner): Promise<OwnRequest[]> {
  return tx.query(
    `SELECT id, topic_sealed AS "topicSealed", state, created_at AS "createdAt"
       FROM agent_requests WHERE account_id = ANY ($1) ORDER BY created_at`,
    [accountIds],
  )
}

export function applicationsOf(tx: Tx, { volunteerId }: Owner): Promise<OwnApplication[]> {
  return tx.query(
    `SELECT a.id, a.state, a.people, a.applied_at AS "appliedAt", a.changed_at AS "changedAt", p.title,
            p.organisation_name AS "organisationName", p.starts_at AS "startsAt", p.ends_at AS "endsAt",
            coalesce((SELECT jsonb_agg(jsonb_build_object('to', e.to_state, 'by', e.actor, 'reason', e.reason, 'minutes', e.minutes, 'at', e.at)
                                       ORDER BY e.id)
                        FROM application_events e WHERE e.application_id = a.id), '[]') AS history
       FROM applications a JOIN programs p ON p.id = a.program_id WHERE a.volunteer_id = $1 ORDER BY a.applied_at`,
    [volunteerId ?? null],
  )
}

export function recordsOf(tx: Tx, { volunteerId }: Owner): Promise<Omit<VolunteerRecord, 'id' | 'volunteerId'>[]> {
  return tx.query(
    `SELECT portal, title, organisation_name AS "organisationName", done_on::text AS "doneOn", minutes, state
       FROM records WHERE volunteer_id = $1 ORDER BY done_on`,
    [volunteerId ?? null],
  )
}

export function disputesOf(tx: Tx, { volunteerId }: Owner): Promise<OwnDispute[]> {
  return tx.query(
    `SELECT d.id, p.title, d.matter, d.words_sealed AS "wordsSealed", d.state, d.result, d.message_sealed AS "messageSealed",
            d.created_at AS "createdAt", d.answered_at AS "answeredAt"
       FROM disputes d JOIN applications a ON a.id = d.application_id JOIN programs p ON p.id = a.program_id
      WHERE a.volunteer_id = $1 ORDER BY d.created_at`,
    [volunteerId ?? null],
  )
}

export function consentsOf(tx: Tx, { volunteerId }: Owner): Promise<OwnConsent[]> {
  return tx.query(
    `SELECT kind, version, given_at AS "givenAt", withdrawn_at AS "withdrawnAt" FROM consents WHERE volunteer_id = $1 ORDER BY given_at`,
    [volunteerId ?? null],
  )
}

export function wishesOf(tx: Tx, { volunteerId }: Owner): Promise<{ title: string; createdAt: Date }[]> {
  return tx.query(
    `SELECT p.title, i.created_at AS "createdAt" FROM intentions i JOIN programs p ON p.id = i.program_id
      WHERE i.volunteer_id = $1 ORDER BY i.created_at`,
    [volunteerId ?? null],
  )
}

export function noticesOf(tx: Tx, { volunteerId, accountIds }: Owner): Promise<OwnNotice[]> {
  return tx.query(
    `SELECT id, kind, facts_sealed AS "factsSealed", state, created_at AS "createdAt"
       FROM notices WHERE volunteer_id = $1 OR account_id = ANY ($2) ORDER BY created_at`,
    [volunteerId ?? null, accountIds],
  )
}

export function looksAt(tx: Tx, { volunteerId, accountIds }: Owner): Promise<OwnLook[]> {
  return tx.query(
    `SELECT at, actor, action FROM access_log
      WHERE volunteer_ids && $1::uuid[] OR account_ids && $2::uuid[] ORDER BY at`,
    [volunteerId ? [volunteerId] : [], accountIds],
  )
}

/**
 * Removes the person and the accounts with everything of theirs. What they did in activities stays as numbers of the activity, without
 * anything by which they could be told. Programs are held in order, as by everybody who takes or frees seats; returns which they are.
 */
export async function removeOwner(tx: Tx, { volunteerId, accountIds }: Owner): Promise<readonly string[]> {
  const programs: { id: string }[] = await tx.query(
    `SELECT id FROM programs WHERE id IN (SELECT program_id FROM applications WHERE volunteer_id = $1) ORDER BY id FOR NO KEY UPDATE`,
    [volunteerId ?? null],
  )
  await tx.query(
    `INSERT INTO forgotten_participations (program_id, state, people, minutes)
     SELECT a.program_id, CASE WHEN a.state IN ('attended', 'absent', 'rejected', 'expired', 'program-cancelled') THEN a.state
              WHEN r.id IS NOT NULL THEN 'attended' ELSE 'cancelled' END, a.people, r.minutes
       FROM applications a LEFT JOIN records r ON r.application_id = a.id AND r.state = 'approved' WHERE a.volunteer_id = $1`,
    [volunteerId ?? null],
  )
  await tx.query('DELETE FROM idempotent_answers WHERE strpos(answer::text, $1) > 0', [volunteerId ?? null])
  await tx.query('DELETE FROM messenger_accounts WHERE id = ANY ($1)', [accountIds])
  await tx.query('DELETE FROM volunteers WHERE id = $1', [volunteerId ?? null])
  return programs.map(({ id }) => id)
}
