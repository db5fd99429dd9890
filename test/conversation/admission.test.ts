import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { createAdmission, type ShedReason } from '../../src/conversation/admission.js'
import { AppError } from '../../src/platform/errors.js'
import { POOL_SIZE } from '../../src/storage/database.js'

type End = 'done' | 'shed'

function crowd(parts: Parameters<typeof createAdmission>[0] = {}) {
  const shed: ShedReason[] = []
  const running = { now: 0, most: 0 }
  const admission = createAdmission({ ...parts, onShed: reason => shed.push(reason) })
  const come = (workMs: number): Promise<{ end: End; ms: number }> => {
    const began = performance.now()
    const told = (end: End) => ({ end, ms: performance.now() - began })
    const work = async () => {
      running.most = Math.max(running.most, ++running.now)
      await sleep(workMs)
      running.now -= 1
    }
    return admission.run(work).then(
      () => told('done'),
      error => {
        expect(error).to.be.instanceOf(AppError).with.property('code', 'too-many')
        return told('shed')
      },
    )
  }
  return { come, shed, running }
}

describe('admission', () => {
  it('works on so many at once, and the others in their order', async () => {
    const { come, running } = crowd({ mostRunning: 3 })
    const order: number[] = []
    await Promise.all(Array.from({ length: 12 }, (_, at) => come(5).then(() => order.push(at))))
    expect(running.most).to.equal(3)
    expect(order).to.deep.equal(order.toSorted((a, b) => a - b))
  })

  it('works on no more than there are connections, where nothing else is said', async () => {
    const { come, running } = crowd()
    await Promise.all(Array.from({ length: 3 * POOL_SIZE }, () => come(5)))
    expect(running.most).to.equal(POOL_SIZE)
  })

  it('lets a crowd wait that comes all at once and can be served in time', async () => {
    const { come, shed } = crowd({ mostRunning: 20, burstMs: 2500 })
    const all = await Promise.all(Array.from({ length: 500 }, () => come(20)))
    expect(all.filter(({ end }) => end === 'done')).to.have.lengthOf(500)
    expect(shed).to.be.empty
  })

  it('sends away at once who could not be served in time', async () => {
    const { come, shed } = crowd({ mostRunning: 1, burstMs: 100 })
    const all = await Promise.all(Array.from({ length: 60 }, () => come(50)))
    const turnedAway = all.filter(({ end }) => end === 'shed')
    expect(turnedAway.length).to.be.greaterThan(50)
    for (const { ms } of turnedAway) expect(ms).to.be.below(400)
    expect(shed).to.include('no-hope')
  })

  it('sends away who has waited for nothing, as when no turn comes to its end', async () => {
    const { come, shed } = crowd({ mostRunning: 1, burstMs: 50 })
    const stuck = come(400)
    const { end, ms } = await come(1)
    expect(end).to.equal('shed')
    expect(ms).to.be.within(40, 350)
    expect(shed).to.deep.equal(['waited'])
    expect((await stuck).end).to.equal('done')
    expect((await come(1)).end).to.equal('done')
  })

  it('tells soon whose hope is lost because turns take longer than those before them', async () => {
    const { come, shed } = crowd({ mostRunning: 2, burstMs: 1600 })
    await Promise.all(Array.from({ length: 100 }, () => come(4)))
    const all = await Promise.all(Array.from({ length: 200 }, () => come(80)))
    const turnedAway = all.filter(({ end }) => end === 'shed')
    expect(turnedAway.length).to.be.greaterThan(100)
    for (const { ms } of turnedAway) expect(ms).to.be.below(1000)
    expect(new Set(shed)).to.deep.equal(new Set(['no-hope']))
  })

  it('tells how long was waited by those whose turn it is', async () => {
    const waited: number[] = []
    const admission = createAdmission({ mostRunning: 1, onWaited: ms => waited.push(ms) })
    await Promise.all(Array.from({ length: 3 }, () => admission.run(() => sleep(20))))
    expect(waited).to.have.lengthOf(2)
    expect(waited[1]).to.be.within(35, 200)
  })

  it('frees the place of work that failed', async () => {
    const admission = createAdmission({ mostRunning: 1 })
    const failed = await admission.run(() => Promise.reject(new Error('no'))).catch((error: Error) => error.message)
    expect(failed).to.equal('no')
    expect(await admission.run(async () => 'yes')).to.equal('yes')
  })
})
