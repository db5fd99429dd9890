/** Programs of other portals that people wanted. */
import { EntitySchema } from 'typeorm'
import type { Program } from '../domain/program.js'
import { moment, uuid } from './columns.js'
import { PROGRAM } from './programs.js'
import type { Tx } from './transaction.js'

export const intentions = new EntitySchema<{ volunteerId: string; programId: string; createdAt: Date }>({
  name: 'intentions',
  columns: {
    volunteerId: uuid({ name: 'volunteer_id', primary: true }),
    programId: uuid({ name: 'program_id', primary: true }),
    createdAt: moment('created_at'),
  },
})

const WISHES = `SELECT ${PROGRAM} FROM intentions i JOIN programs p ON p.id = i.program_id
  WHERE i.volunteer_id = $1 AND coalesce(p.ends_at, p.starts_at, 'infinity') > $2 ORDER BY p.starts_at, p.id`

/** Programs of other portals that the person wanted and that are not over, by start; at last those of unknown days. */
export function wishesOf(tx: Tx, volunteerId: string, now: Date): Promise<readonly Program[]> {
  return tx.query(WISHES, [volunteerId, now])
}

export async function removeWish(tx: Tx, volunteerId: string, programId: string): Promise<void> {
  await tx.getRepository(intentions).delete({ volunteerId, programId })
}

export async function rememberWish(tx: Tx, volunteerId: string, programId: string, createdAt: Date): Promise<void> {
  await tx
    .getRepository(intentions)
    .createQueryBuilder()
    .insert()
    .values([{ volunteerId, programId, createdAt }])
    .orIgnore()
    .execute()
}
