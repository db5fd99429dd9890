/** Temporary folders of a test run, gone with it: also with the embedded servers in them, also after a run that crashed or was killed. */
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeIn } from '../../src/storage/embedded/files.js'
import { isAlive } from '../../src/storage/embedded/postmaster.js'

let swept = false

/** Outside the checkout, whose folder the account of an embedded server may not be able to enter. */
export function makeTestFolder(): string {
  if (!swept) sweep()
  const folder = join(tmpdir(), `sonmoa-test-${process.pid}-${randomUUID()}`)
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  process.once('exit', () => removeTestFolder(folder))
  return folder
}

/** Synchronous, for it also runs when the process ends: SIGQUIT ends PostgreSQL at once, and its data is not wanted. */
export function removeTestFolder(folder: string): void {
  try {
    for (const name of readdirSync(folder)) stopServer(join(folder, name))
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    // It is gone already, or another user's.
  }
}

/** Removes what runs that were killed have left. */
function sweep(): void {
  swept = true
  for (const name of readdirSync(tmpdir())) {
    const pid = /^sonmoa-test-(\d+)-/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) removeTestFolder(join(tmpdir(), name))
  }
}

function stopServer(dataDir: string): void {
  try {
    const pid = Number.parseInt(readFileSync(join(placeIn(dataDir).cluster, 'postmaster.pid'), 'utf8'), 10)
    if (pid > 0) process.kill(pid, 'SIGQUIT')
  } catch {
    // No server is left there.
  }
}
