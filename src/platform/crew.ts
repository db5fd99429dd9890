/**
 * The workers of this service, kept by the primary: as many serve as are wanted, one more waits warm, and whoever stalls or dies is
 * replaced by it at once. The listening socket belongs to all of them, so that nobody who knocks meanwhile is turned away.
 */
import type { Alert } from './alert.js'
import type { Script } from './compiled.js'
import type { ToPrimary, WorkerFault } from './link.js'
import type { Log } from './log.js'
import { startWatchdog } from './watchdog.js'
import { createWorkerMetrics, type WorkerMetrics } from './worker-metrics.js'
import { startWorker, type WorkerProcess } from './worker-process.js'

export interface Crew {
  /** Ends all in order, and kills who has not ended in time. True when every worker ended well. */
  stop(): Promise<boolean>
}

export interface CrewParts {
  /** The worker's entry. The first is started with `first` and opens the port, the others with the number of that port. */
  readonly script: Script
  readonly wanted: number
  readonly log: Log
  readonly alert: Alert
  /** The first worker serves. */
  readonly onReady: (greeting: string) => void
  /** No worker has ever served, and the first could not be started: there is no use in trying again. */
  readonly onHopeless: (sentence: string) => void
}

interface State extends CrewParts {
  readonly workers: Set<WorkerProcess>
  /** How many were replaced, by reason. */
  readonly replaced: Partial<Record<WorkerFault, number>>
  readonly figures: WorkerMetrics
  socket: { handle: unknown; port: number } | undefined
  hasServed: boolean
  /** How many in a row did not live for long. */
  shortLives: number
  pause: NodeJS.Timeout | undefined
  /** Set once the crew is to end. */
  ended: ((well: boolean) => void) | undefined
  endedWell: boolean
}

/** Above the ten seconds that a worker gives itself. */
const STOP_LIMIT_MS = 12_000
/** Who lives for so long has started well. */
const SETTLED_MS = 10_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
/**
 * How often a worker listens at the one socket. Node takes one connection of a listener in each turn of its loop (libuv since 1.45), and
 * under load a turn takes long: with one listener, calls wait before the door while those inside are served.
 */
const DOORS = 32

export function createCrew(parts: CrewParts): Crew {
  const workers = new Set<WorkerProcess>()
  const state: State = {
    ...parts,
    workers,
    replaced: {},
    figures: createWorkerMetrics(() => [...workers].filter(worker => worker.state === 'serving')),
    socket: undefined,
    hasServed: false,
    shortLives: 0,
    pause: undefined,
    ended: undefined,
    endedWell: true,
  }
  const endWatching = startWatchdog(workers, (worker, fault) => {
    dismiss(state, worker, fault)
    worker.kill()
  })
  fill(state)
  return {
    stop: () => {
      endWatching()
      return end(state)
    },
  }
}

/** Makes the crew what it should be: the spare takes an empty place, and what is missing is started, one after another. */
function fill(state: State): void {
  if (state.ended) return
  for (const worker of state.workers) {
    if (worker.state !== 'spare' || count(state, 'serving') >= state.wanted) continue
    worker.state = 'serving'
    worker.send({ type: 'serve' }, state.socket?.handle)
    for (let more = 1; more < DOORS; more++) worker.send({ type: 'door' }, state.socket?.handle)
  }
  const isComplete = count(state, 'serving') + count(state, 'spare') > state.wanted
  if (isComplete || count(state, 'starting') > 0 || state.pause) return
  // One death may be chance; who dies again and again is not started in a circle.
  const delay = state.shortLives < 2 ? 0 : FIRST_PAUSE_MS * 2 ** (state.shortLives - 2)
  state.pause = setTimeout(() => start(state), Math.min(delay, LONGEST_PAUSE_MS))
}

function count({ workers }: State, what: WorkerProcess['state']): number {
  return [...workers].filter(({ state }) => state === what).length
}

function start(state: State): void {
  state.pause = undefined
  const worker = startWorker(state.script, state.socket ? String(state.socket.port) : 'first', {
    message: (message, handle) => hear(state, worker, message, handle),
    exit: how => bury(state, worker, how),
  })
  state.workers.add(worker)
}

function hear(state: State, worker: WorkerProcess, message: ToPrimary, handle: unknown): void {
  switch (message.type) {
    case 'bound':
      state.socket = { handle, port: message.port }
      break
    case 'warm':
      worker.state = 'spare'
      fill(state)
      if (worker.state === 'spare') state.log.info({ pid: worker.pid }, 'a worker waits to take a place')
      break
    case 'serving':
      if (!state.hasServed) state.onReady(message.greeting)
      state.hasServed = true
      break
    case 'failed':
      worker.sentence = message.sentence
      break
    case 'leaving':
      dismiss(state, worker, message.why)
      break
    case 'shared':
      for (const other of state.workers) if (other !== worker) other.send(message)
      break
    case 'figures-wanted':
      state.figures.ask(ofWorkers =>
        worker.send({ type: 'figures', id: message.id, ofWorkers, replaced: state.replaced }),
      )
      break
    case 'figures':
      state.figures.take(message)
  }
}

/** It still lives, but others take its place now. */
function dismiss(state: State, worker: WorkerProcess, fault: WorkerFault): void {
  worker.state = 'leaving'
  worker.fault ??= fault
  fill(state)
}

function bury(state: State, worker: WorkerProcess, how: string): void {
  state.workers.delete(worker)
  if (how !== 'code 0') state.endedWell = false
  if (state.ended) {
    if (state.workers.size === 0) state.ended(state.endedWell)
  } else if (state.hasServed) {
    state.shortLives = performance.now() - worker.startedAt < SETTLED_MS ? state.shortLives + 1 : 0
    tell(state, worker, how)
    fill(state)
  } else {
    state.onHopeless(worker.sentence ?? `The service could not be started: its process ended with ${how}`)
  }
}

function tell({ replaced, log, alert }: State, { pid, fault = 'died', sentence }: WorkerProcess, how: string): void {
  replaced[fault] = (replaced[fault] ?? 0) + 1
  log.error({ pid, fault, how }, 'a worker is replaced')
  alert.raise(`worker-${fault}`, `A worker process was replaced: ${fault} (${sentence ?? how})`)
}

function end(state: State): Promise<boolean> {
  clearTimeout(state.pause)
  setTimeout(() => {
    for (const worker of state.workers) worker.kill()
  }, STOP_LIMIT_MS).unref()
  return new Promise(resolve => {
    state.ended = resolve
    for (const worker of state.workers) worker.send({ type: 'stop' })
    if (state.workers.size === 0) resolve(state.endedWell)
  })
}
