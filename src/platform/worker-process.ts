/** One worker as the primary sees it: started, listened to, ended. */
import { type ChildProcess, fork } from 'node:child_process'
import type { Script } from './compiled.js'
import type { ToPrimary, ToWorker, WorkerFault } from './link.js'

export interface WorkerProcess {
  readonly pid: number
  /** `starting` until it says that it is warm; then it waits as a spare until it is told to serve. */
  state: 'starting' | 'spare' | 'serving' | 'leaving'
  /** Why it had to go, once that is known. */
  fault: WorkerFault | undefined
  readonly startedAt: number
  /** When it last gave a sign of life. */
  heardAt: number
  /** The sentence with which its start failed. */
  sentence: string | undefined
  send(message: ToWorker, handle?: unknown): void
  kill(): void
}

export interface WorkerEvents {
  message(message: ToPrimary, handle: unknown): void
  exit(how: string): void
}

/** @param script the worker's entry. The environment is that of this process. */
export function startWorker({ file, nodeArgs }: Script, argument: string, events: WorkerEvents): WorkerProcess {
  const child: ChildProcess = fork(file, [argument], { execArgv: [...nodeArgs] })
  const now = performance.now()
  const worker: WorkerProcess = {
    pid: child.pid ?? 0,
    state: 'starting',
    fault: undefined,
    startedAt: now,
    heardAt: now,
    sentence: undefined,
    send(message, handle) {
      // Between its end and the news of it nobody is there to hear.
      if (child.connected) child.send(message, handle as never, () => undefined)
    },
    kill: () => void child.kill('SIGKILL'),
  }
  child.on('message', (message: ToPrimary, handle: unknown) => {
    worker.heardAt = performance.now()
    events.message(message, handle)
  })
  child.on('error', () => undefined)
  child.once('exit', (code, signal) => events.exit(signal ? `signal ${signal}` : `code ${code}`))
  return worker
}
