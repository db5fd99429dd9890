/** The embedded PostgreSQL's folder: its cluster and its password. */
import { randomBytes } from 'node:crypto'
import { access, chmod, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../platform/errors.js'
import { type Account, runAs } from './account.js'
import type { Binaries } from './binaries.js'
import { isAlive } from './postmaster.js'

export interface Place {
  readonly folder: string
  readonly cluster: string
  readonly passwordFile: string
  readonly serverLog: string
}

/** Where everything of the embedded database lies in a data folder. */
export function placeIn(dataDir: string): Place {
  return placeAt(join(dataDir, 'postgres'))
}

function placeAt(folder: string): Place {
  return {
    folder,
    cluster: join(folder, 'cluster'),
    passwordFile: join(folder, 'password'),
    serverLog: join(folder, 'server.log'),
  }
}

/**
 * Makes the cluster if there is none. It is made under a name of its own and renamed when complete, so that a process killed half-way
 * leaves nothing broken, and of two processes that start at once one wins and both use the winner's.
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  if (await exists(place.cluster)) return
  await removeAbandonedDrafts(place)
  const draft = placeAt(`${place.folder}.new-${process.pid}`)
  try {
    await makeCluster(draft, binaries, account, durable)
    await rename(draft.folder, place.folder)
  } catch (error) {
    await rm(draft.folder, { recursive: true, force: true })
    if (!(await exists(place.cluster))) throw error
  }
}

async function makeCluster(draft: Place, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  await mkdir(draft.folder, { recursive: true })
  await chmod(draft.folder, 0o700)
  await writeFile(draft.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  if (account.ids) {
    for (const path of [draft.passwordFile, draft.folder]) await chown(path, account.ids.uid, account.ids.gid)
  }
  const made = await runAs(account.ids, binaries.initdb, initdbArguments(draft, durable))
  if (!made.ok) throw new AppError('unavailable', `The embedded database could not be made: ${lastFault(made.output)}`)
}

/**
 * The builtin locale sorts and folds alike on every machine. The C library's character type is named beside it because pg_trgm asks
 * that one: with LC_CTYPE=C it finds no Hangul, whatever the builtin locale says (tried on PostgreSQL 18.4).
 */
function initdbArguments(draft: Place, durable: boolean): string[] {
  return [
    `--pgdata=${draft.cluster}`,
    `--pwfile=${draft.passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]
}

async function removeAbandonedDrafts(place: Place): Promise<void> {
  const parent = dirname(place.folder)
  const prefix = `${basename(place.folder)}.new-`
  for (const name of await readdir(parent)) {
    const maker = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN
    if (maker && (maker === process.pid || !isAlive(maker))) await rm(join(parent, name), { recursive: true })
  }
}

/** The line of PostgreSQL's output that says what is wrong. */
export function lastFault(output: string): string {
  const lines = output.trim().split('\n')
  const fault = lines.findLast(line => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? ''
  return fault.replace(/^.*?(?:FATAL|PANIC|error):\s*/, '')
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
