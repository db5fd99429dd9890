/** When a request came, as its caller sees it: also what it waited for while this process was busy with others. */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

export interface Arrivals {
  /** To be called as soon as a connection or a request is seen. */
  noteConnection(socket: Socket): void
  noteRequest(request: IncomingMessage): void
}

const BEAT_MS = 10
/** A connection that is opened long before anything is asked over it, as browsers do, has waited for its caller and not for us. */
const IDLE_MS = 2000

const arrived = new WeakMap<object, number>()

/** By `performance.now()`, 20 ms late at most; now, when nobody noted it. Of what it waited in the kernel the loop's last turn is in it. */
export function arrivalOf(request: IncomingMessage): number {
  return arrived.get(request) ?? performance.now()
}

export function createArrivals(): Arrivals {
  let beat = performance.now()
  let beatBefore = beat
  setInterval(() => {
    beatBefore = beat
    beat = performance.now()
  }, BEAT_MS).unref()
  // What is seen now came after the loop looked before, at the beat before the last; later beats than these were missed.
  const looked = () => Math.min(performance.now(), beatBefore + 2 * BEAT_MS)
  return {
    noteConnection: socket => void arrived.set(socket, looked()),
    noteRequest(request) {
      const { socket } = request
      const accepted = arrived.get(socket)
      // Only the first request over a connection has waited since that was made.
      arrived.delete(socket)
      const isFresh = accepted !== undefined && performance.now() - accepted < IDLE_MS
      arrived.set(request, isFresh ? Math.min(accepted, looked()) : looked())
    },
  }
}
