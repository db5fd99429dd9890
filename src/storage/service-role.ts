/** The role as which the service uses the embedded database: it owns nothing, and of the access log it may only read and add rows. */
import { createHmac } from 'node:crypto'
import type { QueryRunner } from 'typeorm'

const ROLE = 'sonmoa_service'

/** Tables of the log's months have no rights of their own: rows come and are seen through `access_log`. */
const GRANT = `DO $$ DECLARE name regclass; BEGIN
  FOR name IN SELECT oid FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        AND relname <> 'migrations' AND NOT has_table_privilege('${ROLE}', oid, 'INSERT') LOOP
    EXECUTE format('GRANT SELECT, INSERT %s ON %s TO ${ROLE}', CASE name::text WHEN 'access_log' THEN '' ELSE ', UPDATE, DELETE' END, name);
  END LOOP;
  FOR name IN SELECT oid FROM pg_class
      WHERE relnamespace = 'public'::regnamespace
        AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege('${ROLE}', oid, 'USAGE') ELSE false END LOOP
    EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO ${ROLE}', name);
  END LOOP;
END $$`

/** From the owner's address that of the service's role. Its password follows from the owner's, which cannot be found by it. */
export function serviceUrlOf(ownerUrl: string): string {
  const { password } = new URL(ownerUrl)
  return Object.assign(new URL(ownerUrl), { username: ROLE, password: passwordFrom(password) }).href
}

/** Makes the role when it is missing and gives it what came with the last migrations. To be called by the owner, one process at a time. */
export async function admitServiceRole(owner: QueryRunner, ownerUrl: string): Promise<void> {
  const known: unknown[] = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [ROLE])
  const password = passwordFrom(new URL(ownerUrl).password)
  if (known.length === 0) await owner.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${password}'`)
  await owner.query(`GRANT USAGE ON SCHEMA public TO ${ROLE}`)
  await owner.query(GRANT)
}

function passwordFrom(ownerPassword: string): string {
  return createHmac('sha256', ownerPassword).update(ROLE).digest('hex')
}
