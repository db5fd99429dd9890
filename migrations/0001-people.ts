/** Volunteers, the messenger accounts and tokens by which they are known, their consents. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class People0001 implements MigrationInterface {
  readonly name = 'People00011763800000001'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE volunteers (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name_sealed bytea NOT NULL,
        birth_sealed bytea NOT NULL,
        phone_sealed bytea NOT NULL,
        identity_hash bytea NOT NULL,
        phone_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT volunteers_identity_key UNIQUE (identity_hash)
      )`)
    await db.query(`
      CREATE TABLE messenger_accounts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        messenger text NOT NULL CHECK (messenger IN ('kakao', 'talktalk')),
        user_key text NOT NULL,
        volunteer_id uuid REFERENCES volunteers (id) ON DELETE SET NULL,
        linked_at timestamptz,
        session jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        CONSTRAINT messenger_accounts_user_key UNIQUE (messenger, user_key)
      )`)
    await db.query('CREATE INDEX messenger_accounts_volunteer ON messenger_accounts (volunteer_id)')
    await db.query(`
      CREATE TABLE tokens (
        hash bytea PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('entry', 'link', 'visit')),
        purpose text NOT NULL,
        volunteer_id uuid REFERENCES volunteers (id) ON DELETE CASCADE,
        account_id uuid REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        spent_at timestamptz
      )`)
    await db.query('CREATE INDEX tokens_expiry ON tokens (expires_at)')
    await db.query(`
      CREATE TABLE phone_codes (
        link_hash bytea PRIMARY KEY REFERENCES tokens (hash) ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        applicant_sealed bytea NOT NULL,
        tries smallint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`)
    await db.query(`
      CREATE TABLE allowances (
        bucket bytea NOT NULL,
        starts_at timestamptz NOT NULL,
        used integer NOT NULL,
        PRIMARY KEY (bucket, starts_at)
      )`)
    await db.query(`
      CREATE TABLE consents (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        volunteer_id uuid NOT NULL REFERENCES volunteers (id) ON DELETE CASCADE,
        kind text NOT NULL,
        version text NOT NULL,
        given_at timestamptz NOT NULL,
        withdrawn_at timestamptz
      )`)
    await db.query('CREATE INDEX consents_volunteer ON consents (volunteer_id)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE consents, allowances, phone_codes, tokens, messenger_accounts, volunteers')
  }
}
