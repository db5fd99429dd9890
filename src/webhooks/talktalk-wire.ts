/** Answers TalkTalk's calls with 200 where Node's HTTP server itself would refuse them before any door is asked. */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { isTalkTalkAddress } from './talktalk-address.js'
import type { TalkTalkRefusals } from './talktalk-refusals.js'

const EMPTY_200 = 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'
const EMPTY_400 = 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'
const LONGEST_LINE = 4096

/** Create the server with `requireHostHeader: false`, the one refusal that cannot be taken over here. */
export function guardTalkTalk(
  server: Server,
  parts: { readonly keys: readonly string[]; readonly refusals: TalkTalkRefusals; readonly listener: RequestListener },
): void {
  const { keys, refusals, listener } = parts
  const answering = new WeakMap<Duplex, ServerResponse>()
  // First of all, as the doors change the address while they look for who answers it.
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isTalkTalkAddress(request.url, keys)) answering.set(request.socket, response)
    else answering.delete(request.socket)
  })
  // An expectation that nobody knows would be 417.
  server.on('checkExpectation', listener)
  server.on('clientError', (error: Error & { rawPacket?: Buffer }, socket: Duplex) => {
    const response = answering.get(socket)
    const ours = response ? !response.headersSent : isTalkTalkAddress(addressIn(error.rawPacket), keys)
    if (ours) refusals.note('http')
    if (socket.writable && !response?.headersSent) socket.end(ours ? EMPTY_200 : EMPTY_400)
    else socket.destroy()
  })
}

/** What stands in the request line, when that much came. */
function addressIn(packet: Buffer | undefined): string | undefined {
  return packet?.toString('latin1', 0, LONGEST_LINE).split('\n', 1)[0]?.split(' ')[1]
}
