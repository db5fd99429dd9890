/** Where programs stand on portals: read with each program, written with it. */
import { EntitySchema } from 'typeorm'
import type { Origin } from '../domain/program.js'
import { moment, nullable, text, uuid } from './columns.js'
import type { Tx } from './transaction.js'

export interface ProgramOriginRow extends Origin {
  programId: string
  fetchedAt: Date
}
export const programOrigins = new EntitySchema<ProgramOriginRow>({
  name: 'program_origins',
  columns: {
    programId: uuid({ name: 'program_id', primary: true }),
    portal: text({ primary: true }),
    externalId: text({ name: 'external_id' }),
    url: text(nullable),
    fetchedAt: moment('fetched_at'),
  },
})

/** To be selected beside the columns of `p`. */
export const ORIGINS = `coalesce((SELECT jsonb_agg(jsonb_build_object('portal', o.portal, 'externalId', o.external_id, 'url', o.url)
   ORDER BY o.portal) FROM program_origins o WHERE o.program_id = p.id), '[]') AS "origins"`

export async function addOrigins(
  tx: Tx,
  programId: string,
  origins: readonly Origin[],
  fetchedAt: Date,
): Promise<void> {
  await tx.getRepository(programOrigins).insert(origins.map(origin => ({ ...origin, programId, fetchedAt })))
}
