/** Withdrawals kept outside of the database until they are carried out: a file each, so that nothing that is written disturbs another. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'

export interface KeptWithdrawal {
  readonly name: string
  readonly sealed: Buffer
}

export interface WithdrawalFiles {
  /** Once this resolves it survives a crash of the process and of the machine. The name is given before, for what is sealed is bound to it. */
  keep(name: string, sealed: Buffer): Promise<void>
  /** All that are kept, of other processes too. A file that another process is done with meanwhile is left out. */
  all(): Promise<KeptWithdrawal[]>
  drop(name: string): Promise<void>
}

const UNFINISHED = '.part'

export const newWithdrawalName = (): string => randomUUID()

/** @param folder is made when it is first needed. */
export function createWithdrawalFiles(folder: string): WithdrawalFiles {
  return {
    async keep(name, sealed) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, name)
      await closing(await open(`${path}${UNFINISHED}`, 'wx', 0o600), async file => {
        await file.writeFile(sealed)
        await file.sync()
      })
      await rename(`${path}${UNFINISHED}`, path)
      await syncFolder(folder)
      // The folder may be new itself.
      await syncFolder(join(folder, '..'))
    },
    async all() {
      const names = (await readdir(folder).catch(ifMissing([]))).filter(name => !name.endsWith(UNFINISHED))
      const read = names.map(async name => ({
        name,
        sealed: await readFile(join(folder, name)).catch(ifMissing(undefined)),
      }))
      return (await Promise.all(read)).flatMap(({ name, sealed }) => (sealed ? [{ name, sealed }] : []))
    },
    async drop(name) {
      await unlink(join(folder, name)).catch(ifMissing(undefined))
      await syncFolder(folder)
    },
  }
}

async function syncFolder(folder: string): Promise<void> {
  await closing(await open(folder, 'r'), file => file.sync())
}

async function closing(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file)
  } finally {
    await file.close()
  }
}

function ifMissing<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === 'ENOENT') return instead
    throw error
  }
}
