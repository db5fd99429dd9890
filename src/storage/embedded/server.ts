/** The PostgreSQL that is simply there: starts or joins the embedded server in a data folder, and stops it when the last one leaves. */
import { spawn } from 'node:child_process'
import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../platform/errors.js'
import type { Log } from '../../platform/log.js'
import { type Account, findAccount, refuseUnreachable, startAs } from './account.js'
import { type Binaries, prepareBinaries } from './binaries.js'
import { ensureCluster, lastFault, type Place, placeIn } from './files.js'
import { joinServer, leaveServer, type Membership } from './membership.js'
import { forgetPostmaster, readPostmaster } from './postmaster.js'

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: Log
  /** False only for data that may be lost: nothing is flushed to the disk. */
  readonly durable?: boolean
}

export interface EmbeddedServer {
  readonly url: string
  /** Leaves the server; the last process to leave stops it. Calling it again does nothing. */
  stop(): Promise<void>
}

interface Setting {
  readonly place: Place
  readonly account: Account
  readonly binaries: Binaries
  readonly durable: boolean
}

const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 10_000
/** How long a server may be named in `postmaster.pid` and not listen before the file is taken for a dead server's. */
const SILENCE_LIMIT_MS = 2000
const POLL_MS = 20
const BUSY_PAUSE_MS = 200

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  // No statement, value or detail of an error: they would carry personal data into a file.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_checkpoints=off',
]
const UNSAFE_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/**
 * The first process to come starts the server, on a free port of 127.0.0.1; later ones join it, also a server whose starter was killed.
 * A server that dies is started again on its port. Rejects with one sentence when the data folder or this machine cannot serve.
 */
export async function openEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir)
  try {
    const setting = await prepare(dataDir, options.durable ?? true)
    const first = await takePart(setting)
    const password = await readFile(setting.place.passwordFile, 'utf8')
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${first.server.port}/postgres`,
      stop: stay(setting, first, options.log),
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError(
      'unavailable',
      `The data folder ${dataDir} cannot hold the database (${(cause as Error).message}): set DATA_DIR or DATABASE_URL.`,
      undefined,
      { cause },
    )
  }
}

async function prepare(dataDir: string, durable: boolean): Promise<Setting> {
  const place = placeIn(dataDir)
  const made = await mkdir(dataDir, { recursive: true })
  const account = await findAccount(place.cluster)
  // Root's umask may be strict; the other account only passes through to a folder of its own.
  if (made && account.ids) await chmod(dataDir, 0o711)
  await refuseUnreachable(dataDir, account)
  const binaries = await prepareBinaries(dataDir, account)
  await ensureCluster(place, binaries, account, durable)
  return { place, account, binaries, durable }
}

async function takePart(setting: Setting, port?: number): Promise<Membership> {
  const { place } = setting
  const password = await readFile(place.passwordFile, 'utf8')
  const began = performance.now()
  let silentSince: number | undefined
  while (performance.now() - began < START_LIMIT_MS) {
    const server = await readPostmaster(place.cluster)
    if (!server) {
      await startServer(setting, port ?? (await freePort()))
      continue
    }
    const joined = await joinServer(place.cluster, server, password)
    if (typeof joined === 'object') return joined
    silentSince = joined === 'nobody' ? (silentSince ?? performance.now()) : undefined
    if (silentSince && performance.now() - silentSince > SILENCE_LIMIT_MS) await forgetPostmaster(place.cluster, server)
    await sleep(POLL_MS)
  }
  throw new AppError(
    'unavailable',
    `The embedded database did not get ready within ${START_LIMIT_MS / 1000} seconds: see ${place.serverLog}.`,
  )
}

/** Resolves when the server is ready, or when another process was quicker to take the cluster or the port. */
async function startServer({ place, account, binaries, durable }: Setting, port: number): Promise<void> {
  const log = await open(place.serverLog, 'a', 0o600)
  try {
    const { size } = await log.stat()
    const settings = [...SETTINGS, ...(durable ? [] : UNSAFE_SETTINGS)].flatMap(setting => ['-c', setting])
    // Its own process group keeps a Ctrl-C in the terminal from reaching it; a file for its words outlives this process.
    const child = spawn(binaries.postgres, ['-D', place.cluster, '-p', String(port), ...settings], {
      ...startAs(account.ids),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    child.unref()
    const ended = new Promise<Error | 'exited'>(done => child.once('error', done).once('exit', () => done('exited')))
    let outcome: Error | 'exited' | undefined
    while (outcome === undefined && !(await readPostmaster(place.cluster))?.ready) {
      outcome = await Promise.race([ended, sleep(POLL_MS, undefined)])
    }
    if (outcome === undefined) return
    const said = outcome === 'exited' ? (await readFile(place.serverLog)).subarray(size).toString() : outcome.message
    if (/lock file "[^"]*" already exists|shared memory block|Address already in use/.test(said))
      return void (await sleep(BUSY_PAUSE_MS))
    throw new AppError('unavailable', `The embedded database could not be started: ${lastFault(said)}.`)
  } finally {
    await log.close()
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Keeps the membership until the returned function is called: should the server die, it is joined or started again where it was. */
function stay(setting: Setting, first: Membership, log: Log): () => Promise<void> {
  const leaving = new AbortController()
  let current: Promise<Membership | undefined> = Promise.resolve(first)
  const watch = (membership: Membership): Membership => {
    membership.client.once('end', () => {
      if (leaving.signal.aborted) return
      log.warn('the embedded database went away; bringing it back')
      current = comeBack()
    })
    return membership
  }
  const comeBack = async (): Promise<Membership | undefined> => {
    while (!leaving.signal.aborted) {
      try {
        return watch(await takePart(setting, first.server.port))
      } catch (error) {
        log.error({ err: error }, 'the embedded database cannot be brought back yet')
        await sleep(1000, undefined, { signal: leaving.signal }).catch(() => undefined)
      }
    }
    return undefined
  }
  watch(first)
  return async () => {
    leaving.abort()
    const membership = await current
    if (membership) await leaveAndStop(setting.place, membership, log)
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is flushed. */
async function leaveAndStop(place: Place, { client, server }: Membership, log: Log): Promise<void> {
  const last = await leaveServer(client).catch(() => false)
  const running = async () => (await readPostmaster(place.cluster))?.pid === server.pid
  if (last && (await running())) process.kill(server.pid, 'SIGINT')
  const began = performance.now()
  while (last && (await running()) && performance.now() - began < STOP_LIMIT_MS) await sleep(POLL_MS)
  if (last && (await running())) log.warn('the embedded database is still stopping')
  await client.end()
}
