/** Whether the database is there: seen by silence and by what breaks, forgotten as soon as it answers. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { createPulse } from '../../src/storage/pulse.js'
import { silentLog } from '../support/database.js'
import { until } from '../support/vendors.js'

const never = new Promise<never>(() => undefined)
const answer = (code: string) => Object.assign(new Error('as the server says'), { severity: 'ERROR', code })

describe('the database’s pulse', () => {
  /** A database that answers, or not, as `there` says. */
  const open = () => {
    const state = { there: true, probes: 0 }
    const pulse = createPulse({
      log: silentLog,
      probe: () => {
        state.probes += 1
        return state.there ? Promise.resolve() : never
      },
    })
    return { state, pulse }
  }
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: Error) => error,
    )

  it('is not looked for while work goes on', async () => {
    const { state, pulse } = open()
    for (let n = 0; n < 20; n++) await pulse.during(() => pause(40))
    expect(state.probes).to.equal(0)
  })

  it('lets slow work go on while the database answers others, and while it answers a probe', async () => {
    const { state, pulse } = open()
    const slow = pulse.during(() => pause(900).then(() => 'done'))
    for (let n = 0; n < 10; n++) await pulse.during(() => pause(30))
    expect(state.probes).to.equal(0)
    expect(await slow).to.equal('done')
    expect(state.probes).to.be.within(1, 3)
    expect(pulse.absences()).to.equal(0)
  })

  it('is not taken for away when a probe finds no way in while others are answered', async () => {
    const { state, pulse } = open()
    state.there = false
    const slow = pulse.during(() => pause(2_000).then(() => 'done'))
    pulse.doubt()
    for (let n = 0; n < 12; n++) await pulse.during(() => pause(100))
    expect(pulse.absences()).to.equal(0)
    expect(await slow).to.equal('done')
    pulse.stop()
  })

  it('counts the silence from the last answer, also when somebody was answered while a probe was not', async () => {
    const { state, pulse } = open()
    state.there = false
    pulse.doubt()
    await pulse.during(() => pause(100))
    const began = performance.now()
    expect((await failure(pulse.during(() => never)))?.message).to.contain('does not answer')
    expect(performance.now() - began).to.be.below(1500)
    pulse.stop()
  })

  it('gives up all who wait within a second and a half of silence, then everybody at once', async () => {
    const { state, pulse } = open()
    state.there = false
    const began = performance.now()
    const failures = await Promise.all(Array.from({ length: 5 }, () => failure(pulse.during(() => never))))
    expect(performance.now() - began).to.be.below(1_500)
    for (const error of failures) expect(error).to.have.property('code', 'unavailable')
    const again = performance.now()
    expect(await failure(pulse.during(async () => expect.fail('nothing is asked of it')))).to.have.property(
      'code',
      'unavailable',
    )
    expect(performance.now() - again).to.be.below(50)
    pulse.stop()
  })

  it('is watched again for who asks after a time in which nobody did', async () => {
    const { state, pulse } = open()
    await pulse.during(() => pause(1))
    await pause(600)
    state.there = false
    const began = performance.now()
    expect(await failure(pulse.during(() => never))).to.have.property('code', 'unavailable')
    expect(performance.now() - began).to.be.within(1_000, 1_500)
    pulse.stop()
  })

  it('gives nobody an answer that comes after they were given up', async () => {
    const { state, pulse } = open()
    state.there = false
    let answerLate: (value: string) => void = () => undefined
    const asked = pulse.during(
      () =>
        new Promise<string>(resolve => {
          answerLate = resolve
        }),
    )
    expect(await failure(asked)).to.have.property('code', 'unavailable')
    answerLate('done')
    await pause(1)
    expect(pulse.isAway()).to.equal(true)
    pulse.stop()
  })

  it('gives up soon also where the process is too busy to look in time', async () => {
    const { state, pulse } = open()
    state.there = false
    const began = performance.now()
    const failed = failure(pulse.during(() => never))
    await until('a probe', () => state.probes > 0 || undefined)
    await pause(700)
    const busyUntil = performance.now() + 300
    while (performance.now() < busyUntil);
    expect(await failed).to.have.property('code', 'unavailable')
    expect(performance.now() - began).to.be.below(1_800)
    pulse.stop()
  })

  it('is back by itself, and tells', async () => {
    const { state, pulse } = open()
    let told = 0
    pulse.onReturn(() => void told++)
    state.there = false
    await failure(pulse.during(() => never))
    expect([pulse.isAway(), pulse.absences(), told]).to.deep.equal([true, 1, 0])
    state.there = true
    await until('its return', () => !pulse.isAway() || undefined, 2_000)
    expect(told).to.equal(1)
    expect(await pulse.during(async () => 'done')).to.equal('done')
    pulse.stop()
  })

  it('is looked for at once when a connection breaks, not when the server refuses something', async () => {
    const { state, pulse } = open()
    for (const code of ['23505', '57014', '40001', '53300']) {
      await failure(pulse.during(() => Promise.reject(answer(code))))
      expect(state.probes, code).to.equal(0)
    }
    let probes = 0
    for (const error of [answer('57P01'), answer('08006'), new Error('Connection terminated unexpectedly')]) {
      await failure(pulse.during(() => Promise.reject(error)))
      await pause(1)
      expect(state.probes).to.equal(++probes)
    }
    expect(pulse.isAway()).to.equal(false)
  })
})
