/** The OS account under which the embedded PostgreSQL runs, and running its programs under it. */
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { AppError } from '../../platform/errors.js'

/** Without `ids` the programs run as this process's own user. */
export interface Account {
  readonly name: string
  readonly ids: { readonly uid: number; readonly gid: number } | undefined
}

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the one that owns the cluster already, else `postgres`, else
 * `nobody`, which every Linux image has.
 */
export async function findAccount(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { name: 'this user', ids: undefined }
  const owner = await stat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, ids: { uid: owner.uid, gid: owner.gid } }
  for (const name of ['postgres', 'nobody']) {
    const ids = await idsOf(name)
    if (ids) return { name, ids }
  }
  throw new AppError(
    'unavailable',
    'PostgreSQL does not run as root and there is no OS user "postgres": create it (useradd postgres), start the service as another user, or set DATABASE_URL.',
  )
}

async function idsOf(name: string): Promise<Account['ids']> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => runAs(undefined, 'id', [flag, name])))
  return uid?.ok && gid?.ok ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined
}

/** Rejects with a sentence when the account cannot get to `folder`, as below a home folder that only root may enter. */
export async function refuseUnreachable(folder: string, { ids, name }: Account): Promise<void> {
  if (!ids || (await runAs(ids, '/bin/sh', ['-c', 'test -x "$0"', folder])).ok) return
  throw new AppError(
    'unavailable',
    `The OS user ${name}, under which root has to run PostgreSQL, cannot enter ${folder}: let others pass through it and the folders above (chmod o+x), set DATA_DIR to a folder such as /var/lib/sonmoa, or set DATABASE_URL.`,
  )
}

/** How a program of the server is started: never with this process's environment, which holds secrets of another account. */
export function startAs(ids: Account['ids']): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  return { cwd: '/', env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' }, ...ids }
}

/** Runs a program to its end. Never rejects: what it printed, or why it could not be started, is in `output`. */
export function runAs(
  ids: Account['ids'],
  program: string,
  args: readonly string[],
): Promise<{ ok: boolean; output: string }> {
  return new Promise(done => {
    execFile(program, [...args], startAs(ids), (error, stdout, stderr) => {
      done({ ok: !error, output: (stdout + stderr).trim() || (error?.message ?? '') })
    })
  })
}
