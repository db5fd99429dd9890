/** Reads the JSON body of a messenger's call: a bounded number of bytes in bounded time, whatever is announced about them. */
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

export const UNREADABLE = ['too-large', 'slow', 'cut-off', 'encoding', 'not-json'] as const
export type Unreadable = (typeof UNREADABLE)[number]
export type ReadBody =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly refused: Unreadable }

const MOST_BYTES = 256 * 1024
/** Both messengers hang up after five seconds, and the turn needs most of them. */
const MOST_MS = 2_000
/** What is still coming after the answer is thrown away for so long; then the connection ends. */
const LINGER_MS = 1_000

type Bytes = { readonly ok: true; readonly bytes: Buffer } | Extract<ReadBody, { ok: false }>

/** Never rejects. A body that is refused may still be arriving: answer, and it is not read to its end. */
export async function readJson(request: IncomingMessage): Promise<ReadBody> {
  const sent = Number(request.headers['content-length']) > MOST_BYTES ? refused('too-large') : await gather(request)
  if (!request.complete) dismiss(request)
  const plain = sent.ok ? await unpack(sent.bytes, request.headers['content-encoding']) : sent
  return plain.ok ? parse(textOf(plain.bytes, request.headers['content-type'])) : plain
}

function refused(reason: Unreadable): Extract<ReadBody, { ok: false }> {
  return { ok: false, refused: reason }
}

function gather(request: IncomingMessage): Promise<Bytes> {
  return new Promise(resolve => {
    const parts: Buffer[] = []
    let size = 0
    const timer = setTimeout(() => end(refused('slow')), MOST_MS)
    const end = (result: Bytes) => {
      clearTimeout(timer)
      request.off('data', take)
      resolve(result)
    }
    const take = (part: Buffer) => {
      size += part.length
      if (size > MOST_BYTES) end(refused('too-large'))
      else parts.push(part)
    }
    request.on('data', take)
    request.once('end', () => end({ ok: true, bytes: Buffer.concat(parts) }))
    for (const event of ['error', 'close']) request.once(event, () => end(refused('cut-off')))
  })
}

/** Who is still sending reads the answer only when they are not cut off at once. */
function dismiss(request: IncomingMessage): void {
  request.resume()
  setTimeout(() => {
    if (!request.complete) request.destroy()
  }, LINGER_MS).unref()
}

const UNPACKING = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) }

async function unpack(bytes: Buffer, encoding = 'identity'): Promise<Bytes> {
  const name = encoding.trim().toLowerCase().replace(/^x-/, '')
  if (name === 'identity' || name === '') return { ok: true, bytes }
  if (!Object.hasOwn(UNPACKING, name)) return refused('encoding')
  try {
    const plain = await UNPACKING[name as keyof typeof UNPACKING](bytes, { maxOutputLength: MOST_BYTES })
    return { ok: true, bytes: plain }
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'encoding')
  }
}

const UTF8 = new TextDecoder()

/** JSON is UTF-8, however that is spelled (`utf8`, `"UTF-8"`) and whatever unknown name it is given. */
function textOf(bytes: Buffer, contentType = ''): string {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  if (/^utf-?8$/i.test(charset)) return UTF8.decode(bytes)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return UTF8.decode(bytes)
  }
}

function parse(text: string): ReadBody {
  try {
    return { ok: true, body: JSON.parse(text) as unknown }
  } catch {
    return refused('not-json')
  }
}
