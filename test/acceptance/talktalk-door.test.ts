/** TalkTalk's door says nothing but 200 to whoever has a valid key: Naver stops delivering to an address that does, without a word. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect } from 'chai'
import fc from 'fast-check'
import { environmentOf, kakaoPerson, SKILL_KEY, startService, talkTalkPerson } from '../support/service.js'
import { openScene, type Scene } from './scene.js'

const KEYS = ['the-key-in-use', 'the-next-key'] as const
const [KEY] = KEYS
const DOOR = `/webhooks/talktalk/${KEY}`
const hello = (user = 'somebody') => ({ event: 'send', user, textContent: { text: '안녕', inputType: 'typing' } })

describe('TalkTalk’s door', () => {
  let scene: Scene

  before(async function () {
    this.timeout(60_000)
    scene = await openScene({ TALKTALK_WEBHOOK_KEY: KEYS.join(','), LOG_LEVEL: 'info' })
  })
  after(() => scene.stop())

  const post = (body: string | Uint8Array, headers: Record<string, string> = {}, path = DOOR) =>
    scene.service.post(path, body, headers)
  const counted = async (reason: string): Promise<number> => {
    const page = await (await fetch(`${scene.service.url}/metrics`)).text()
    return Number(new RegExp(`^talktalk_refusals_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(page)?.[1])
  }
  /** The status line of what comes back to `written`, byte by byte as it is; `halfClosed`: nothing more will be sent. */
  const raw = async (written: string, halfClosed = false): Promise<string> => {
    const { hostname, port } = new URL(scene.service.url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    if (halfClosed) socket.end(written)
    else socket.write(written)
    const [first] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as [unknown]
    socket.destroy()
    return String(first).split('\r\n')[0]!
  }

  const refusedFor: [string, string, string | Uint8Array, Record<string, string>?][] = [
    ['not-json', 'broken JSON', '{'],
    ['not-json', 'nothing', ''],
    ['not-json', 'half a character', new Uint8Array([0x7b, 0xed, 0xa0, 0x80])],
    ['shape', 'an empty object', '{}'],
    ['shape', 'an array', '[]'],
    ['shape', 'null', 'null'],
    ['shape', 'wrong types', '{"event":{},"user":7}'],
    ['shape', 'a text that is a number', '{"event":"send","user":"u","textContent":{"text":5}}'],
    ['shape', 'a user that a database cannot keep', JSON.stringify(hello('a\u0000b'))],
    ['too-large', '5 MB', `{"event":"${'x'.repeat(5_000_000)}"}`],
    ['too-large', 'a bomb', gzipSync(Buffer.alloc(20_000_000, 32)), { 'content-encoding': 'gzip' }],
    ['encoding', 'an encoding that nobody knows', JSON.stringify(hello()), { 'content-encoding': 'zstd-of-tomorrow' }],
    ['encoding', 'gzip that is none', JSON.stringify(hello()), { 'content-encoding': 'gzip' }],
  ]
  for (const [reason, what, body, headers] of refusedFor) {
    it(`answers 200 with nothing to ${what}, and counts it as ${reason}`, async () => {
      const before = await counted(reason)
      const answered = await post(body, headers)
      expect([answered.status, answered.body]).to.deep.equal([200, ''])
      expect(await counted(reason)).to.equal(before + 1)
    })
  }

  it('logs refusals without what was sent', async () => {
    const secret = 'a-secret-that-was-sent'
    await post(`{"event":"send","user":"${secret}","textContent":{"text":["${secret}"]}}`)
    await post(`{"${secret}":`)
    expect(scene.service.output()).to.contain('a call of TalkTalk was refused').and.not.contain(secret)
  })

  const nothings: [string, object][] = [
    ['a text that is null', { event: 'send', user: 'u', textContent: { text: null } }],
    ['no content at all', { event: 'send', user: 'u', textContent: null, imageContent: null, options: null }],
    ['friend without options', { event: 'friend', user: 'u' }],
    ['friend with an unknown setting', { event: 'friend', user: 'u', options: { set: 'maybe' } }],
    ['profile without options', { event: 'profile', user: 'u', options: null }],
    ['handover without options', { event: 'handover', user: 'u' }],
    ['leave with nulls', { event: 'leave', user: 'u', options: null, standby: null, textContent: null }],
  ]
  for (const [what, event] of nothings) {
    it(`answers 200 with nothing to ${what}`, async () => {
      const answered = await post(JSON.stringify(event))
      expect([answered.status, answered.body]).to.deep.equal([200, ''])
    })
  }

  const spellings = ['utf8', 'UTF8', 'utf-8', 'UTF-8', '"utf8"', '"UTF-8"', 'unicode-1-1-utf-8', 'of-tomorrow']
  for (const charset of spellings) {
    it(`reads charset=${charset} as UTF-8, at both doors`, async () => {
      const type = { 'content-type': `application/json;charset=${charset}` }
      const person = talkTalkPerson({ post: (_path, body) => post(JSON.stringify(body), type) })
      expect((await person.say('안녕')).trace).to.match(/^greet/)
      const inKakao = kakaoPerson({ post: (path, body, more) => scene.service.post(path, body, { ...more, ...type }) })
      expect((await inKakao.say('안녕')).trace).to.match(/^greet/)
    })
  }

  it('reads EUC-KR where that is announced', async () => {
    const written = Buffer.from(JSON.stringify(hello()).replace('안녕', '@@'), 'latin1')
    const at = written.indexOf('@@')
    const body = Buffer.concat([
      written.subarray(0, at),
      Buffer.from([0xbe, 0xc8, 0xb3, 0xe7]),
      written.subarray(at + 2),
    ])
    expect((await post(body, { 'content-type': 'application/json; charset=EUC-KR' })).trace).to.match(/^greet/)
  })

  for (const [name, pack] of Object.entries({ gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync })) {
    it(`unpacks ${name}`, async () => {
      const packed = pack(JSON.stringify(hello()))
      expect((await post(packed, { 'content-encoding': name })).trace).to.match(/^greet/)
    })
  }

  it('has two valid keys, with a slash or a query behind them or not', async () => {
    const { host } = new URL(scene.service.url)
    for (const key of KEYS)
      for (const end of ['', '/', '?a=1', '/?a=1&b=%zz', '#x'])
        expect((await post(JSON.stringify(hello()), {}, `/webhooks/talktalk/${key}${end}`)).trace, end).to.match(
          /^greet/,
        )
    expect(await raw(`POST http://${host}${DOOR} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}`)).to.contain(
      ' 200 ',
    )
    for (const wrong of ['', '/', '/nothing', `/${KEYS.join(',')}`, `/${KEY}x`, `/${KEY}/more`, `/${KEY}//`, '/%zz'])
      expect((await post('{}', {}, `/webhooks/talktalk${wrong}`)).status, wrong).to.equal(404)
  })

  it('answers 200 to every way of asking', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      expect((await fetch(`${scene.service.url}${DOOR}`, { method })).status, method).to.equal(200)
  })

  const wires: [string, string, boolean?][] = [
    ['a body that stops in the middle', `host: x\r\ncontent-length: 100\r\n\r\n{"event":`, true],
    ['a body that is never finished', `host: x\r\ncontent-length: 100\r\n\r\n{"event":`],
    ['a length that is no number', 'host: x\r\ncontent-length: many\r\n\r\n'],
    ['two lengths', 'host: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    ['a chunk that is none', 'host: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n'],
    ['an expectation that nobody knows', 'host: x\r\nexpect: miracles\r\ncontent-length: 2\r\n\r\n{}'],
    ['a header that is none', 'host: x\r\nthis is no header\r\n\r\n'],
    ['no host', 'content-length: 2\r\n\r\n{}'],
  ]
  for (const [what, rest, halfClosed] of wires) {
    it(`answers 200 to ${what}`, async () => {
      const began = performance.now()
      expect(await raw(`POST ${DOOR} HTTP/1.1\r\n${rest}`, halfClosed)).to.contain(' 200 ')
      expect(performance.now() - began).to.be.below(4000)
      expect(await raw(`POST /nowhere HTTP/1.1\r\n${rest}`, halfClosed)).to.not.contain(' 200 ')
    })
  }

  it('answers 200 to any body, whatever is announced about it', async function () {
    this.timeout(60_000)
    const event = fc.record(
      {
        event: fc.oneof(fc.constantFrom('open', 'leave', 'friend', 'send', 'profile', 'handover', 'echo'), fc.string()),
        user: fc.oneof(fc.string(), fc.anything()),
        options: fc.oneof(fc.record({ set: fc.anything(), from: fc.anything(), result: fc.anything() }), fc.anything()),
        textContent: fc.oneof(
          fc.record({ text: fc.anything(), code: fc.anything(), inputType: fc.anything() }),
          fc.anything(),
        ),
        standby: fc.anything(),
      },
      { requiredKeys: [] },
    )
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.json().map(json => Buffer.from(json)),
      event.map(value => Buffer.from(JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? 1 : part)))),
    )
    const headers = fc.record(
      {
        'content-type': fc.constantFrom(
          'application/json',
          'text/plain',
          'application/json;charset=utf8',
          'a/b;charset=x;;',
          ';',
        ),
        'content-encoding': fc.constantFrom('identity', 'gzip', 'br', 'x'),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(body, headers, async (bytes, given) => {
        expect((await post(bytes, given)).status).to.equal(200)
      }),
      { numRuns: 200 },
    )
  })

  it('answers 200 while the service is starting', async function () {
    this.timeout(60_000)
    const free = createServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const { port } = free.address() as AddressInfo
    free.close()
    const statusOf = (path: string, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, init).then(
        ({ status }) => status,
        () => undefined,
      )
    // What comes now may wait until somebody is there.
    const before: Promise<number | undefined>[] = []
    const ask = async () => {
      before.push(statusOf(DOOR, { method: 'POST', body: '{}' }))
      await sleep(50)
      return statusOf('/readyz')
    }
    const starting = startService({ ...environmentOf(scene), ...scene.environment, PORT: String(port) })
    const seen = new Set<number | undefined>()
    while (!seen.has(200)) seen.add(await ask())
    await (await starting).stop()
    expect(seen).to.include(503)
    const answered = (await Promise.all(before)).filter(status => status !== undefined)
    expect(new Set(answered)).to.deep.equal(new Set([200]))
  })

  it('answers Kakao’s broken calls as before', async () => {
    const key = { 'x-skill-key': SKILL_KEY }
    expect((await post('{', key, '/webhooks/kakao')).status).to.equal(400)
    expect((await post(`"${'x'.repeat(300_000)}"`, key, '/webhooks/kakao')).status).to.equal(413)
  })
})
