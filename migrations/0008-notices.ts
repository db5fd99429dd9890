/** Notices apart from what is said later in a chat: the fact to tell, each attempt at telling it, and how each channel fares. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Notices0008 implements MigrationInterface {
  readonly name = 'Notices00081763800000008'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE notices (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        once_key text NOT NULL,
        volunteer_id uuid REFERENCES volunteers (id) ON DELETE CASCADE,
        account_id uuid REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        subject uuid,
        facts_sealed bytea NOT NULL,
        due timestamptz NOT NULL,
        not_after timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused', 'expired')),
        reason text,
        tries integer NOT NULL DEFAULT 0,
        next_at timestamptz,
        next_real timestamptz,
        suspect_since timestamptz,
        claim uuid,
        claimed_until timestamptz,
        claimed_real timestamptz,
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        CONSTRAINT notices_once UNIQUE (once_key)
      )`)
    await db.query("CREATE INDEX notices_due ON notices (due) WHERE state = 'waiting'")
    await db.query("CREATE INDEX notices_not_after ON notices (not_after) WHERE state = 'waiting'")
    await db.query("CREATE INDEX notices_given_up ON notices (settled_at) WHERE state IN ('refused', 'expired')")
    await db.query('CREATE INDEX notices_volunteer ON notices (volunteer_id)')
    await db.query('CREATE INDEX notices_account ON notices (account_id)')
    await db.query(`
      CREATE TABLE attempts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        notice_id uuid NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
        channel text NOT NULL,
        vendor text NOT NULL,
        group_id text NOT NULL,
        message_id text,
        outcome text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'sent', 'refused', 'withdrawn', 'unknown')),
        reason text,
        begun_at timestamptz NOT NULL,
        settled_at timestamptz
      )`)
    // Of one notice at most one attempt can be on its way: a second one would be a second message.
    await db.query("CREATE UNIQUE INDEX attempts_open ON attempts (notice_id) WHERE outcome = 'open'")
    await db.query('CREATE INDEX attempts_notice ON attempts (notice_id)')
    await db.query("CREATE INDEX attempts_group ON attempts (group_id) WHERE outcome = 'open'")
    await db.query(`
      CREATE TABLE channels (
        name text PRIMARY KEY,
        strikes integer NOT NULL DEFAULT 0,
        reason text,
        paused_until timestamptz,
        paused_real timestamptz,
        accepted_at timestamptz
      )`)
    await db.query("INSERT INTO channels (name) VALUES ('phone')")
    await moveFromOutbox(db)
    await db.query("DELETE FROM outbox WHERE channel = 'phone'")
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE channels')
    await db.query('DROP TABLE attempts')
    await db.query('DROP TABLE notices')
  }
}

/** What still waited to be told by phone goes on waiting. Its last try may have arrived: that was so before, too. */
function moveFromOutbox(db: QueryRunner): Promise<unknown> {
  return db.query(`
    INSERT INTO notices (id, kind, once_key, volunteer_id, account_id, subject, facts_sealed, due, not_after, created_at)
    SELECT o.id, o.kind, o.once_key, o.volunteer_id, o.account_id, a.id, o.payload_sealed, o.run_at,
           coalesce(p.starts_at, o.created_at + interval '3 minutes'), o.created_at
      FROM outbox o
      LEFT JOIN applications a ON o.kind <> 'code' AND a.id::text = split_part(o.once_key, ':', 2)
      LEFT JOIN programs p ON p.id = a.program_id
     WHERE o.channel = 'phone' AND o.state = 'due' AND (o.kind = 'code' OR p.id IS NOT NULL)`)
}
