/** An HTTP server that takes what comes at once and ends in order: whoever was let in is answered. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createDoor, type Server as Door } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { createArrivals } from './arrivals.js'

export interface HttpServer {
  readonly server: Server
  /** What every request meets. */
  readonly listener: RequestListener
  /** Takes in whoever knocks at this listening socket, too. */
  open(socket: unknown): void
  /** From now on requests are answered so. */
  answerBy(listener: RequestListener): void
  /**
   * Takes what already knocks, tells every caller that the connection ends with the answer, stops listening, and resolves when all are
   * answered. Never gives up: that is for the caller.
   */
  end(): Promise<void>
}

/** How many may knock while the loop is busy; the kernel cuts it to `net.core.somaxconn`. */
export const BACKLOG = 4096
/** Longer than the usual proxies keep theirs (60 s, nginx 75 s): who closes first must not be us, or a request is lost on its way. */
const KEEP_ALIVE_MS = 95_000
const HEADERS_MS = 100_000
const REQUEST_MS = 120_000

/** For connections that were being made when the end was called for. */
const KNOCKING_MS = 100
/** Turns of the loop in which nobody knocked any more. */
const QUIET_TURNS = 5
/** For a stream that has no end of its own. */
const STREAMING_MS = 1000
const POLL_MS = 20

export function createHttpServer(): HttpServer {
  const unanswered = new Set<ServerResponse>()
  const arrivals = createArrivals()
  let ending = false
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end()
  const listener: RequestListener = (request, response) => {
    arrivals.noteRequest(request)
    unanswered.add(response)
    response.once('close', () => unanswered.delete(response))
    if (ending) response.setHeader('connection', 'close')
    answer(request, response)
  }
  // A call without Host is refused by Node before any door is asked; see `guardTalkTalk`.
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requireHostHeader: false }, listener)
  server.headersTimeout = HEADERS_MS
  server.requestTimeout = REQUEST_MS
  const doors: Door[] = []
  let knocks = 0
  server.on('connection', socket => {
    arrivals.noteConnection(socket)
    knocks += 1
  })
  const untilNobodyKnocks = async () => {
    await sleep(KNOCKING_MS)
    for (let quiet = 0, before = knocks; quiet < QUIET_TURNS; quiet = before === knocks ? quiet + 1 : 0) {
      before = knocks
      await nextTurn()
    }
  }
  const whileAny = async (holds: (response: ServerResponse) => boolean, mostMs = Number.POSITIVE_INFINITY) => {
    const began = performance.now()
    while ([...unanswered].some(holds) && performance.now() - began < mostMs) await sleep(POLL_MS)
  }
  return {
    server,
    listener,
    open(socket) {
      if (!server.listening) return void server.listen(socket, BACKLOG)
      const door = createDoor({ allowHalfOpen: true, noDelay: true }, connection =>
        server.emit('connection', connection),
      )
      doors.push(door.listen(socket, BACKLOG))
    },
    answerBy(next) {
      answer = next
    },
    async end() {
      ending = true
      for (const response of unanswered) if (!response.headersSent) response.setHeader('connection', 'close')
      // After the loop has read from every socket: what came on a kept connection is then a request and no longer unread.
      await untilNobodyKnocks()
      for (const door of doors) door.close()
      if (server.listening) server.close()
      await whileAny(response => !response.headersSent)
      await whileAny(() => true, STREAMING_MS)
      // What was accepted last may only now have been read.
      await sleep(KNOCKING_MS)
      await whileAny(response => !response.headersSent)
      server.closeAllConnections()
    },
  }
}
