/** What was said as the characters it is made of: so an index serves words too short for a trigram, and a request finds its turn by time. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ShortSearches0044 implements MigrationInterface {
  readonly name = 'ShortSearches00441763800000044'

  async up(db: QueryRunner): Promise<void> {
    await db.query("SET LOCAL maintenance_work_mem = '256MB'")
    await db.query(`
      CREATE FUNCTION characters_of(letters text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
      AS $$ SELECT string_to_array(normalize(letters, NFKC), NULL) $$`)
    await db.query('CREATE INDEX turns_characters ON turns USING gin (characters_of(search_letters))')
    await db.query('CREATE INDEX turns_by_account_and_time ON turns (account_id, at, id)')
    // What the planner knows of an expression it knows from the index.
    await db.query('ANALYZE turns')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX turns_characters, turns_by_account_and_time')
    await db.query('DROP FUNCTION characters_of')
  }
}
