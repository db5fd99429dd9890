/** The desk's clock, shared by every process of one service: what one of them sets is told by all of them, commands too. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type Clock, systemClock } from './clock.js'
import type { Config } from './config.js'

export interface SettableClock extends Clock {
  /** `null` follows real time again. A set clock keeps running. */
  set(moment: Date | null): void
}

/** A clock that is set for others, too, until its setting is taken back or the service ends on whose behalf it was set. */
export interface SharedClock extends SettableClock {
  /** Takes back what was set on behalf of this service, and leaves alone what another has set. */
  release(): void
}

const setting = z.object({ offsetMs: z.number(), pid: z.number().int() })

/** In production nothing can be set, whatever lies in the folder. */
export function openClock({ production, database }: Pick<Config, 'production' | 'database'>, pid: number): SharedClock {
  if (production) return { ...systemClock, set: () => undefined, release: () => undefined }
  const place = createHash('sha256')
    .update(database.url ?? '')
    .digest('hex')
    .slice(0, 12)
  return createSharedClock(path.join(database.dataDir, `clock-${place}.json`), pid)
}

/**
 * The setting lies in `file` and holds as long as the service lives that made it.
 * @param pid of the service (its first process) on whose behalf it is set.
 */
export function createSharedClock(file: string, pid: number, base: Clock = systemClock): SharedClock {
  let seen: string | undefined
  let offsetMs = 0
  const look = () => {
    const version = versionOf(statSync(file, { throwIfNoEntry: false }))
    if (version === seen) return
    seen = version
    const made = version ? read(file) : undefined
    offsetMs = made && isAlive(made.pid) ? made.offsetMs : 0
  }
  return {
    now() {
      look()
      return new Date(base.now().getTime() + offsetMs)
    },
    set(moment) {
      if (!moment) return rmSync(file, { force: true })
      const draft = `${file}.${process.pid}`
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(draft, JSON.stringify({ offsetMs: moment.getTime() - base.now().getTime(), pid }))
      renameSync(draft, file)
    },
    release() {
      if (read(file)?.pid === pid) rmSync(file, { force: true })
    },
  }
}

function versionOf(stats: Stats | undefined): string | undefined {
  return stats && `${stats.ino} ${stats.mtimeMs}`
}

/** Undefined when it is gone in between, or not ours. */
function read(file: string): z.infer<typeof setting> | undefined {
  try {
    return setting.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
