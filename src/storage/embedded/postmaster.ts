/** What PostgreSQL's `postmaster.pid` tells about the server that runs on a cluster. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** PostgreSQL writes it at start, and keeps a second server off the same cluster by it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

/** The server that runs on this cluster or seems to; undefined when there surely is none. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(postmasterFile(cluster), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!pid || !isAlive(pid)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/**
 * Removes a `postmaster.pid` whose process number now belongs to some other program, as happens in containers, where the numbers start
 * again from 1. PostgreSQL would refuse to start; its shared memory check still keeps it off a cluster that is truly in use.
 */
export async function forgetPostmaster(cluster: string, stale: Postmaster): Promise<void> {
  const now = await readPostmaster(cluster)
  if (now?.pid === stale.pid && now.port === stale.port) await rm(postmasterFile(cluster), { force: true })
}

function postmasterFile(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

/** False also for a process of another user, which the server of this cluster cannot be. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
