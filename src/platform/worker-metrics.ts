/** Collects in the primary what the workers measured: each scrape of `/metrics` meets one worker and wants the whole. */
import type { WorkerProcess } from './worker-process.js'

export interface WorkerMetrics {
  /** Asks everybody; `answer` gets what came within half a second. */
  ask(answer: (all: unknown[]) => void): void
  take(message: { readonly id: number; readonly own: unknown }): void
}

const LIMIT_MS = 500

export function createWorkerMetrics(serving: () => readonly WorkerProcess[]): WorkerMetrics {
  const open = new Map<number, (own: unknown) => void>()
  let lastId = 0
  return {
    ask(answer) {
      const asked = serving()
      const id = ++lastId
      const all: unknown[] = []
      const close = () => {
        clearTimeout(timer)
        if (open.delete(id)) answer(all)
      }
      const timer = setTimeout(close, LIMIT_MS)
      open.set(id, own => {
        all.push(own)
        if (all.length === asked.length) close()
      })
      for (const worker of asked) worker.send({ type: 'figures-wanted', id })
    },
    take: ({ id, own }) => open.get(id)?.(own),
  }
}
