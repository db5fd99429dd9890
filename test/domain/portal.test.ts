/** What can be done with each portal from here, and that the rules keep to it. */
import { expect } from 'chai'
import { type OtherPortal, PORTAL_ACTS, PORTAL_NAMES, PORTALS } from '../../src/domain/portal.js'
import { type OwnProgram, type Program, refusalToApply } from '../../src/domain/program.js'
import { transition } from '../../src/domain/transitions.js'
import { seoulMoment } from '../../src/platform/clock.js'

const CAN = {
  own: ['search', 'apply', 'cancel', 'records'],
  dovol: ['search'],
  '1365': ['search'],
  vms: ['search'],
}
const PAGE_AT = { own: null, dovol: 'www.youth.go.kr', '1365': 'www.1365.go.kr', vms: 'www.vms.or.kr' }
const NOW = seoulMoment('2026-11-22', '10:00')
const program = {
  organisationId: 'ours',
  state: 'open',
  approval: 'automatic',
  startsAt: seoulMoment('2026-11-28', '14:00'),
  recruitUntil: seoulMoment('2026-11-27', '18:00'),
  cancelUntil: seoulMoment('2026-11-27', '14:00'),
  capacity: 10,
  seatsTaken: 0,
  minAge: 14,
  maxAge: 19,
} as OwnProgram
const BIRTH = '2010-01-01'

for (const name of PORTAL_NAMES) {
  const { can, page } = PORTALS[name]
  const elsewhere = (portal: OtherPortal) => ({
    organisationId: null,
    origins: [{ portal, externalId: '4711', url: null }],
  })
  const here: Program = name === 'own' ? program : { ...program, ...elsewhere(name) }
  describe(`the portal ${name}`, () => {
    for (const act of PORTAL_ACTS)
      it(`${CAN[name].includes(act) ? 'can' : 'cannot'} ${act} here`, () => {
        expect(can[act]).to.equal(CAN[name].includes(act))
      })

    it('is applied for as it can be, and otherwise refused for that before anything else', () => {
      expect(refusalToApply(here, BIRTH, NOW)).to.equal(can.apply ? undefined : 'external')
      const over: Program = { ...here, state: 'cancelled', seatsTaken: 10 }
      expect(refusalToApply(over, '2020-01-01', NOW)).to.equal(can.apply ? 'program-cancelled' : 'external')
      expect(transition('apply', 'volunteer', 'none', { program: here, birth: BIRTH, now: NOW })).to.deep.equal(
        can.apply ? { to: 'approved' } : { refused: 'external' },
      )
    })

    it('gives back what it gave: who applied here cancels here', () => {
      if (can.apply) expect(can.cancel).to.equal(true)
    })

    it('has a page for each of its programs, unless they are ours', () => {
      const url = page('4711')
      expect(url && new URL(url).host).to.equal(PAGE_AT[name])
      if (url) expect(url).to.match(/^https:.+=4711$/)
    })
  })
}
