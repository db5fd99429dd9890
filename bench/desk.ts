/** A newcomer's desk in a temporary folder: the service's own process on its embedded, durable PostgreSQL, filled with generated data. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { createLog } from '../src/platform/log.js'
import { openEmbeddedServer } from '../src/storage/embedded/server.js'
import { type Child, nodeArgsOf, startChild } from './child.js'

export interface Desk {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  startService(...nodeArgs: string[]): Promise<Child>
  /** With more in its environment. */
  startServiceWith(more: Readonly<Record<string, string>>): Promise<Child>
  /**
   * Programs, and volunteers who have applied for something and talked, `turns` of them all; returns the user ids of those with a Kakao
   * account.
   */
  fill(amounts: { programs: number; volunteers: number; turns?: number }): Promise<string[]>
  /** Where the database is while it runs; it goes on running until the desk is closed. */
  databaseUrl(): Promise<string>
  /** To be called when every process is stopped: nothing of the desk is left. */
  close(): Promise<void>
}

/** The planner has to know that there are turns: what it makes of an empty table serves no full one. */
const TURNS_A_VOLUNTEER = 5

const APPLY = `
  INSERT INTO applications (program_id, volunteer_id, state, applied_at, changed_at)
  SELECT program.id, volunteer.id, 'approved', volunteer.created_at, volunteer.created_at
    FROM (SELECT id, created_at, row_number() OVER () AS place FROM volunteers) AS volunteer
    JOIN (SELECT id, row_number() OVER () - 1 AS place, count(*) OVER () AS all_of_them FROM programs
           WHERE state = 'open' AND seats_taken = 0 AND starts_at > now() AND organisation_id IS NOT NULL) AS program
      ON program.place = volunteer.place % program.all_of_them
  ON CONFLICT DO NOTHING`

const LINKED = `SELECT user_key FROM messenger_accounts WHERE messenger = 'kakao' AND user_key LIKE 'seed-%' ORDER BY id`

export async function openDesk(): Promise<Desk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sonmoa-bench-'))
  // As root the embedded server runs as another user, who has to pass through.
  await chmod(folder, 0o755)
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: path.join(folder, 'data'), DEMO: '1', LOG_LEVEL: 'error' }
  let joined: ReturnType<typeof openEmbeddedServer> | undefined
  const join = () => {
    joined ??= openEmbeddedServer({ dataDir: env.DATA_DIR, log: createLog('error') })
    return joined
  }
  const start = (nodeArgs: readonly string[], more: Readonly<Record<string, string>>) =>
    startChild({ script: 'src/main.ts', nodeArgs: [...startFlags(), ...nodeArgs], env: { ...env, ...more }, folder })
  return {
    folder,
    env,
    startService: (...nodeArgs) => start(nodeArgs, {}),
    startServiceWith: more => start([], more),
    async fill({ programs, volunteers, turns = volunteers * TURNS_A_VOLUNTEER }) {
      const amounts = Object.entries({ programs, volunteers, turns }).flatMap(([name, most]) => [
        `--${name}`,
        `${most}`,
      ])
      await promisify(execFile)(process.execPath, [...nodeArgsOf('src/commands/seed.ts'), ...amounts], {
        cwd: folder,
        env,
      })
      return withDatabase((await join()).url, async database => {
        await database.query(APPLY)
        await database.query('ANALYZE')
        const { rows } = await database.query<{ user_key: string }>(LINKED)
        return rows.map(row => row.user_key)
      })
    },
    databaseUrl: async () => (await join()).url,
    async close() {
      await (await joined)?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What `npm start` tells Node, so that the same is measured. */
function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return scripts.start.split(' ').filter((word: string) => word.startsWith('--') && word !== '--import')
}

async function withDatabase<T>(url: string, work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: url })
  await database.connect()
  try {
    return await work(database)
  } finally {
    await database.end()
  }
}
