/** Searches of programs that read what they show: an index for each way of asking, and a longest program. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ProgramReads0024 implements MigrationInterface {
  readonly name = 'ProgramReads00241763800000024'

  async up(db: QueryRunner): Promise<void> {
    await refuseLongerOnes(db)
    await db.query(
      "ALTER TABLE programs ADD CONSTRAINT programs_at_most_a_week CHECK (ends_at - starts_at <= interval '7 days')",
    )
    await db.query("CREATE INDEX programs_open_by_sido ON programs (sido, starts_at, id) WHERE state = 'open'")
    await db.query("CREATE INDEX programs_open_online ON programs (starts_at, id) WHERE online AND state = 'open'")
    await db.query('CREATE INDEX programs_careers ON programs USING gin (careers)')
    await db.query("CREATE INDEX programs_open_by_capacity ON programs (capacity) WHERE state = 'open'")
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP INDEX programs_open_by_sido, programs_open_online, programs_careers, programs_open_by_capacity',
    )
    await db.query('ALTER TABLE programs DROP CONSTRAINT programs_at_most_a_week')
  }
}

/** Made by an earlier version, which had no longest. What they should become only their organisations know. */
async function refuseLongerOnes(db: QueryRunner): Promise<void> {
  const [{ count }] = await db.query(
    "SELECT count(*)::int AS count FROM programs WHERE ends_at - starts_at > interval '7 days'",
  )
  if (count > 0)
    throw new Error(`${count} programs last longer than seven days: shorten them first, as docs/operations.md shows`)
}
