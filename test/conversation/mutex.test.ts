/** Work of one key in the order it came. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { createKeyedMutex } from '../../src/conversation/mutex.js'

describe('the keyed mutex', () => {
  it('does the work of one key in order, and that of two at once', async () => {
    const inOrder = createKeyedMutex()
    const log: string[] = []
    const work = (name: string, ms: number) => async () => {
      log.push(`${name} begins`)
      await pause(ms)
      log.push(`${name} ends`)
    }
    await Promise.all([inOrder('a', work('a1', 20)), inOrder('a', work('a2', 0)), inOrder('b', work('b1', 0))])
    expect(log.indexOf('a1 ends')).to.be.below(log.indexOf('a2 begins'))
    expect(log.indexOf('b1 begins')).to.be.below(log.indexOf('a1 ends'))
  })

  it('goes on after a failure, which only its own caller sees', async () => {
    const inOrder = createKeyedMutex()
    const failing = inOrder('a', async () => Promise.reject(new Error('broken')))
    const next = inOrder('a', async () => 'fine')
    const failure: unknown = await failing.catch(error => error)
    expect(failure).to.be.instanceOf(Error).with.property('message', 'broken')
    expect(await next).to.equal('fine')
  })
})
