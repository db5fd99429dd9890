/** A server in processes of its own, so that their processor time and memory are those of nobody else. Linux: read from /proc. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { cpuMsOf } from '../src/platform/cpu-time.js'

export interface Usage {
  /** Processor time since the process began, user and system. */
  readonly cpuMs: number
  /** Resident memory. */
  readonly rssMb: number
}

export interface Child {
  readonly url: string
  /** From the start of the process until `/readyz` answered 200. */
  readonly startMs: number
  /** Of its first process and of those that this one has started. */
  usage(): Usage
  readonly pid: number
  /** How it ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  stop(): Promise<void>
}

export interface ChildOptions {
  /** Relative to the repository's root. */
  readonly script: string
  readonly nodeArgs?: readonly string[]
  /** The whole environment; `PORT` is added. */
  readonly env: Readonly<Record<string, string>>
  /** Where it works: not in the repository, whose `.env` is none of a benchmark's business. */
  readonly folder: string
}

const POLL_MS = 10
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 15_000

/** How Node is started on one of the repository's TypeScript files from any folder. */
export function nodeArgsOf(script: string, ...before: readonly string[]): string[] {
  return ['--import', import.meta.resolve('tsx'), ...before, fileURLToPath(new URL(`../${script}`, import.meta.url))]
}

/** Rejects when the process ends or has not become ready within a minute. */
export async function startChild({ script, nodeArgs = [], env, folder }: ChildOptions): Promise<Child> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, nodeArgsOf(script, ...nodeArgs), {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  const ended = once(child, 'exit').then(([code, signal]) => {
    process.off('exit', end)
    return { code, signal }
  })
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`${script} ended before it was ready`)
    if (performance.now() - began > START_LIMIT_MS) throw new Error(`${script} did not get ready within a minute`)
    await sleep(POLL_MS)
  }
  const startMs = Math.round(performance.now() - began)
  return {
    url,
    startMs,
    pid: child.pid!,
    ended,
    usage: () => sum([child.pid!, ...childrenOf(child.pid!)].map(usageOf)),
    async stop() {
      const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
      end()
      await ended
      clearTimeout(hurry)
    },
  }
}

/** Stops the process after the work, however that ends. */
export async function during<T>(starting: Promise<Child>, work: (child: Child) => Promise<T>): Promise<T> {
  const child = await starting
  try {
    return await work(child)
  } finally {
    await child.stop()
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    async response => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
}

/** The workers; what they started in turn, as the database, is not meant. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

function sum(usages: readonly Usage[]): Usage {
  return usages.reduce((all, { cpuMs, rssMb }) => ({ cpuMs: all.cpuMs + cpuMs, rssMb: all.rssMb + rssMb }))
}

function usageOf(pid: number): Usage {
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return { cpuMs: cpuMsOf(pid) ?? 0, rssMb: Math.round(Number(rss?.[1]) / 1024) }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
