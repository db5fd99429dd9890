/** Whose phone rings: a number that is linked to others does not ring here. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import express from 'express'
import { createEvents } from '../../src/simulator/events.js'
import { createMailbox } from '../../src/simulator/mailbox.js'

const message = (text: string) => ({
  kind: 'SMS' as const,
  to: '010-****-0001',
  text,
  buttons: [],
  at: '2026-11-26T10:00:00+09:00',
})

describe('the events of the simulator', () => {
  it('bring a person what comes to their phone and to phones that are nobody’s', async () => {
    const mailbox = createMailbox()
    const owners: Record<string, { messenger: string; userKey: string }[]> = {
      '01000000001': [{ messenger: 'kakao', userKey: 'me' }],
      '01000000002': [{ messenger: 'talktalk', userKey: 'somebody' }],
      '01000000003': [
        { messenger: 'kakao', userKey: 'sister' },
        { messenger: 'talktalk', userKey: 'me-too' },
      ],
    }
    for (const number of ['01000000001', '01000000002', '01000000003', '01000000009'])
      mailbox.put('phone', message(`to ${number}`), number)
    const server = express()
      .get(
        '/events',
        createEvents(mailbox, async number => owners[number] ?? []),
      )
      .listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events?kakao=me&talktalk=me-too`
    const ending = new AbortController()
    const answer = await fetch(url, { signal: ending.signal })
    let heard = ''
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      heard += part
      if (heard.includes('caught-up')) break
    }
    ending.abort()
    server.close()
    expect(heard.match(/to \d+/g)).to.deep.equal(['to 01000000001', 'to 01000000003', 'to 01000000009'])
  })
})
