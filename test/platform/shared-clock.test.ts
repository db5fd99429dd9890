import { join } from 'node:path'
import { expect } from 'chai'
import { createSharedClock, openClock } from '../../src/platform/shared-clock.js'
import { makeTestFolder } from '../support/folder.js'

const SET = new Date('2026-11-25T09:00:00Z')
/** Above every process number that Linux gives. */
const NOBODY = 2 ** 22 + 1

const isAbout = (moment: Date, expected: Date) =>
  expect(moment.getTime() - expected.getTime(), moment.toISOString()).to.be.within(0, 5000)

describe('the shared clock', () => {
  it('is told by every process what one of them has set, and runs on', () => {
    const file = join(makeTestFolder(), 'data', 'clock.json')
    const [here, there] = [createSharedClock(file, process.pid), createSharedClock(file, process.pid)]
    isAbout(there.now(), new Date())
    here.set(SET)
    isAbout(there.now(), SET)
    there.set(null)
    isAbout(here.now(), new Date())
  })

  it('forgets what a service has set that is gone', () => {
    const file = join(makeTestFolder(), 'clock.json')
    createSharedClock(file, NOBODY).set(SET)
    isAbout(createSharedClock(file, process.pid).now(), new Date())
  })

  it('takes back only what was set on its own behalf', () => {
    const file = join(makeTestFolder(), 'clock.json')
    const mine = createSharedClock(file, process.pid)
    mine.set(SET)
    createSharedClock(file, process.ppid).release()
    isAbout(mine.now(), SET)
    mine.release()
    isAbout(mine.now(), new Date())
  })

  it('cannot be set in production', () => {
    const database = { dataDir: makeTestFolder() }
    openClock({ production: false, database }, process.pid).set(SET)
    const clock = openClock({ production: true, database }, process.pid)
    clock.set(SET)
    isAbout(clock.now(), new Date())
  })
})
