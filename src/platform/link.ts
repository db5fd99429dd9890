/** What the primary process and its workers say to each other, and the worker's end of that line. */
import { EventEmitter } from 'node:events'

/** Why a worker has to be replaced. */
export const WORKER_FAULTS = ['stalled', 'start-too-slow', 'told-to-end', 'failed', 'died'] as const
export type WorkerFault = (typeof WORKER_FAULTS)[number]

export type ToWorker =
  /** Comes with the listening socket. */
  | { readonly type: 'serve' }
  /** The same socket once more. */
  | { readonly type: 'door' }
  | { readonly type: 'stop' }
  | { readonly type: 'shared'; readonly topic: string; readonly body: unknown }
  | { readonly type: 'figures-wanted'; readonly id: number }
  | ({ readonly type: 'figures' } & Figures & { readonly id: number })

export type ToPrimary =
  | { readonly type: 'beat' }
  /** Comes with the listening socket, which the primary keeps for the workers after this one. */
  | { readonly type: 'bound'; readonly port: number }
  /** It could serve now. */
  | { readonly type: 'warm' }
  | { readonly type: 'serving'; readonly greeting: string }
  | { readonly type: 'failed'; readonly sentence: string }
  /** It ends by itself: another has to take its place now. */
  | { readonly type: 'leaving'; readonly why: WorkerFault }
  | { readonly type: 'shared'; readonly topic: string; readonly body: unknown }
  | { readonly type: 'figures-wanted'; readonly id: number }
  | { readonly type: 'figures'; readonly id: number; readonly own: unknown }

/** What is measured, of the whole service. */
export interface Figures {
  /** Of each worker that answered in time, as its registry gave it. */
  readonly ofWorkers: readonly unknown[]
  /** How many workers were replaced, by reason. */
  readonly replaced: Readonly<Partial<Record<WorkerFault, number>>>
}

export interface Link {
  /** Says at once, and again and again from now on, that this process is alive. A blocked loop cannot. */
  beat(): void
  send(message: ToPrimary, handle?: unknown): void
  /** Tells all other workers. */
  share(topic: string, body: unknown): void
  /** What others shared, from the start of this process on. */
  onShared(topic: string, hear: (body: unknown) => void): void
  /** What a worker tells when it is asked for its figures. */
  onFiguresWanted(tell: () => Promise<unknown>): void
  figures(): Promise<Figures>
  onServe(serve: () => void): void
  /** Each time that the listening socket comes. */
  onSocket(open: (socket: unknown) => void): void
  /** Called once when the primary wants this process to end, or is gone itself. */
  onStop(stop: (why: 'asked' | 'alone') => void): void
}

const BEAT_MS = 100
const MOST_SHARED_KEPT = 500

/** Only in a process that was forked by the primary. */
export function createLink(): Link {
  const inbox = new EventEmitter()
  const shared: { topic: string; body: unknown }[] = []
  let lastQuestion = 0
  const send: Link['send'] = (message, handle) => {
    if (process.connected) process.send?.(message, handle as never)
  }
  process.on('message', (message: ToWorker, handle: unknown) => {
    if (message.type === 'shared') {
      shared.push(message)
      if (shared.length > MOST_SHARED_KEPT) shared.shift()
    }
    inbox.emit(message.type, message, handle)
  })
  return {
    send,
    beat() {
      send({ type: 'beat' })
      setInterval(() => send({ type: 'beat' }), BEAT_MS).unref()
    },
    share: (topic, body) => send({ type: 'shared', topic, body }),
    onShared(topic, hear) {
      const take = (message: { topic: string; body: unknown }) => message.topic === topic && hear(message.body)
      shared.forEach(take)
      inbox.on('shared', take)
    },
    onFiguresWanted: tell =>
      inbox.on('figures-wanted', async ({ id }: { id: number }) => send({ type: 'figures', id, own: await tell() })),
    figures: () =>
      new Promise(resolve => {
        const id = ++lastQuestion
        const take = (message: Figures & { id: number }) => {
          if (message.id !== id) return
          inbox.off('figures', take)
          resolve(message)
        }
        inbox.on('figures', take)
        send({ type: 'figures-wanted', id })
      }),
    onServe: serve => inbox.once('serve', serve),
    onSocket(open) {
      for (const type of ['serve', 'door']) inbox.on(type, (_message, socket) => open(socket))
    },
    onStop(stop) {
      inbox.once('stop', () => stop('asked'))
      process.once('disconnect', () => stop('alone'))
    },
  }
}
