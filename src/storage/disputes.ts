/** Disputes of what was recorded, and their answers. */
import { EntitySchema } from 'typeorm'
import type { DisputedMatter, DisputeResult } from '../domain/dispute.js'
import type { Place } from '../platform/cipher.js'
import { bytes, id, moment, nullable, text, uuid } from './columns.js'
import type { Tx } from './transaction.js'

export interface DisputeRow {
  id: string
  applicationId: string
  matter: DisputedMatter
  /** The person's. */
  wordsSealed: Buffer
  state: 'open' | 'answered'
  answerUntil: Date
  result: DisputeResult | null
  /** The organisation's. */
  messageSealed: Buffer | null
  createdAt: Date
  answeredAt: Date | null
}
export const disputes = new EntitySchema<DisputeRow>({
  name: 'disputes',
  columns: {
    id: id(),
    applicationId: uuid({ name: 'application_id' }),
    matter: text(),
    wordsSealed: bytes({ name: 'words_sealed' }),
    state: text(),
    answerUntil: moment('answer_until'),
    result: text(nullable),
    messageSealed: bytes({ name: 'message_sealed', ...nullable }),
    createdAt: moment('created_at'),
    answeredAt: moment('answered_at', nullable),
  },
})

export type NewDispute = Omit<DisputeRow, 'state' | 'result' | 'messageSealed' | 'answeredAt'>
export type DisputeAnswer = { readonly [K in 'result' | 'messageSealed' | 'answeredAt']: NonNullable<DisputeRow[K]> }

export function placeInDispute(column: 'words_sealed' | 'message_sealed', row: string): Place {
  return { table: 'disputes', column, row }
}

/** False where one of this application is open already, whoever comes at the same moment. */
export async function addDispute(tx: Tx, dispute: NewDispute): Promise<boolean> {
  const { id, applicationId, matter, wordsSealed, answerUntil, createdAt } = dispute
  const added: unknown[] = await tx.query(
    `INSERT INTO disputes (id, application_id, matter, words_sealed, answer_until, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (application_id) WHERE state = 'open' DO NOTHING RETURNING id`,
    [id, applicationId, matter, wordsSealed, answerUntil, createdAt],
  )
  return added.length > 0
}

export async function findDispute(tx: Tx, id: string): Promise<DisputeRow | undefined> {
  return (await tx.getRepository(disputes).findOneBy({ id })) ?? undefined
}

/** The latest of an application. */
export async function lastDisputeOf(tx: Tx, applicationId: string): Promise<DisputeRow | undefined> {
  const found = await tx.getRepository(disputes).findOne({ where: { applicationId }, order: { createdAt: 'DESC' } })
  return found ?? undefined
}

/** False where it has been answered meanwhile. */
export async function answerDispute(tx: Tx, id: string, answer: DisputeAnswer): Promise<boolean> {
  const { affected } = await tx.getRepository(disputes).update({ id, state: 'open' }, { ...answer, state: 'answered' })
  return affected === 1
}

/** Of an organisation's programs: open ones by when they are due, answered ones with the latest first. */
export function disputesOfOrganisation(
  tx: Tx,
  organisationId: string,
  state: DisputeRow['state'],
  limit: number,
): Promise<DisputeRow[]> {
  return tx
    .getRepository(disputes)
    .createQueryBuilder('d')
    .where('d.state = :state', { state })
    .andWhere(
      `d.application_id IN (SELECT a.id FROM applications a JOIN programs p ON p.id = a.program_id WHERE p.organisation_id = :organisationId)`,
      { organisationId },
    )
    .orderBy(state === 'open' ? 'd.answerUntil' : 'd.answeredAt', state === 'open' ? 'ASC' : 'DESC')
    .addOrderBy('d.id')
    .limit(limit)
    .getMany()
}

/** Applications of one person whose activity ended, or whose record was written, after `since`, newest first. */
export async function recentlyOver(tx: Tx, volunteerId: string, since: Date, now: Date): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `SELECT a.id FROM applications a JOIN programs p ON p.id = a.program_id
      WHERE a.volunteer_id = $1 AND p.starts_at <= $3 AND greatest(p.ends_at, a.changed_at) >= $2
        AND a.state IN ('applied', 'approved', 'cancel-requested', 'attended', 'absent')
      ORDER BY p.starts_at DESC, a.id LIMIT 50`,
    [volunteerId, since, now],
  )
  return rows.map(({ id }) => id)
}
