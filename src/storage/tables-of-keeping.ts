/** What stays when somebody is forgotten, as TypeORM knows it. */
import { EntitySchema } from 'typeorm'

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
