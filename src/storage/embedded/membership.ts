/**
 * Who uses a running embedded server: every process holds one shared lock in it for as long as it lives, and the last to leave stops it.
 * PostgreSQL drops the lock of a process that dies in any way, so nobody has to judge by process numbers who is still there.
 */
import { realpath } from 'node:fs/promises'
import pg from 'pg'
import type { Postmaster } from './postmaster.js'

const MEMBERS = 7_201_001

export interface Membership {
  readonly client: pg.Client
  readonly server: Postmaster
}

/**
 * Takes part in the server that `postmaster.pid` tells of. `not-yet`: it is starting, recovering or being stopped; `nobody`: no server
 * of this cluster answers there.
 */
export async function joinServer(
  cluster: string,
  server: Postmaster,
  password: string,
): Promise<Membership | 'not-yet' | 'nobody'> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: 'postgres',
    database: 'postgres',
    password,
    application_name: 'sonmoa member',
    connectionTimeoutMillis: 3000,
    keepAlive: true,
  })
  // A broken connection also emits 'end', which is listened to where it matters; an 'error' without listener would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const entered = await enter(client, cluster)
    if (entered === true) return { client, server }
    await client.end()
    return entered
  } catch (error) {
    // 57P03: the server accepts no connections yet or no longer.
    return (error as { code?: string }).code === '57P03' ? 'not-yet' : 'nobody'
  }
}

async function enter(client: pg.Client, cluster: string): Promise<true | 'not-yet' | 'nobody'> {
  const where = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`)
  const [theirs, ours] = await Promise.all([where.rows[0]?.folder ?? '', cluster].map(path => realpath(path)))
  // A copied folder brings along the original's postmaster.pid and password.
  if (theirs !== ours) return 'nobody'
  const lock = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock_shared($1) AS held', [MEMBERS])
  return lock.rows[0]?.held ? true : 'not-yet'
}

/** Gives up the membership. True when nobody else is left: then no one can join any more and the caller has to stop the server. */
export async function leaveServer(client: pg.Client): Promise<boolean> {
  await client.query('SELECT pg_advisory_unlock_shared($1)', [MEMBERS])
  const lock = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [MEMBERS])
  return lock.rows[0]?.last ?? false
}
