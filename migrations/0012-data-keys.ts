/** Which keys the sealed values of this database were made with, and a value by which each is known again. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DataKeys0012 implements MigrationInterface {
  readonly name = 'DataKeys00121763800000012'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE data_keys (
        id text PRIMARY KEY,
        check_hash bytea NOT NULL,
        since timestamptz NOT NULL
      )`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE data_keys')
  }
}
