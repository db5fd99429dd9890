// The figures of the notices as a monitor reads them.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import express from 'express'
import { showNotices } from '../../src/jobs/notice-metrics.js'
import { createMetrics } from '../../src/platform/metrics.js'
import type { Services } from '../../src/services/index.js'
import { openPhones, type Phones, phoneNumbers, REFUSED, SECOND_MS } from '../support/phones.js'

describe('the figures of the notices', () => {
  let phones: Phones
  before(async () => {
    phones = await openPhones()
  })
  after(() => phones.close())

  it('tell what was sent, refused and given up, and what waits since when', async () => {
    await phones.reset()
    const phone = phones.start()
    const metrics = createMetrics()
    const { transactions, desk } = phones
    showNotices(metrics, { phone, noticeDesk: desk, transactions } as unknown as Services)
    const server = express().get('/metrics', metrics.page).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const read = async () =>
      (await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`)).text()).split('\n')

    expect(await read()).to.include.members([
      'notices_sent_total{kind="code"} 0',
      'notices_refused_total{reach="account"} 0',
    ])
    phones.refuse('3103')
    await phones.tell([...phoneNumbers(2), REFUSED['3103']])
    await phone.deliver()
    phones.solapi.rule(() => ({ status: 402, body: {} }))
    await phones.tell(phoneNumbers(4), 20 * SECOND_MS)
    await phone.deliver()
    phones.later(10 * SECOND_MS)
    expect(await read()).to.include.members([
      'notices_sent_total{kind="code"} 2',
      'notices_refused_total{reach="message"} 1',
      'notices_refused_total{reach="account"} 1',
      'notices_given_up_total{reason="refused"} 1',
      'notices_waiting{figure="count"} 4',
      'notices_waiting{figure="channels_resting"} 1',
    ])
    const oldest = (await read()).find(line => line.startsWith('notices_waiting{figure="oldest_seconds"}'))
    expect(Number(oldest?.split(' ').at(-1))).to.be.within(10, 15)
    phones.later(15 * SECOND_MS)
    await phone.deliver()
    expect(await read()).to.include.members([
      'notices_given_up_total{reason="expired"} 4',
      'notices_waiting{figure="count"} 0',
    ])
    server.close()
  })
})
