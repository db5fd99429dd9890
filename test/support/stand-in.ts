/** A real HTTP server in a vendor's place, which answers as told and remembers what came. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}
export interface StandIn {
  readonly url: string
  readonly received: Received[]
  /** Every next call gets this; a string is sent as it is. */
  answer(status: number, body: unknown): void
  /** Every next call waits in vain. */
  silence(): void
  stop(): Promise<void>
}

export async function createStandIn(): Promise<StandIn> {
  const received: Received[] = []
  let next: { status: number; body: unknown } | undefined
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const sent = Buffer.concat(chunks).toString()
    const body: unknown = sent ? JSON.parse(sent) : undefined
    received.push({ method: request.method, path: request.url, headers: request.headers, body })
    if (!next) return
    response.writeHead(next.status, { location: 'http://127.0.0.1:1/' })
    response.end(typeof next.body === 'string' ? next.body : JSON.stringify(next.body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (status, body) => {
      next = { status, body }
    },
    silence: () => {
      next = undefined
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
