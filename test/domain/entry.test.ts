/** What an entry token leads to. */
import { expect } from 'chai'
import fc from 'fast-check'
import { readPurpose, spellPurpose } from '../../src/domain/entry.js'

const ID = '0b8f9a52-2f5e-4b1d-8f3a-5c1d2e3f4a5b'

describe('a purpose', () => {
  it('names a flow, with its subject where it is about one', () => {
    expect(readPurpose(`apply:${ID}`)).to.deep.equal({ flow: 'apply', subject: ID })
    expect(readPurpose(`cancel:${ID}`)).to.deep.equal({ flow: 'cancel', subject: ID })
    expect(readPurpose('check')).to.deep.equal({ flow: 'check' })
  })

  it('is read as it was spelled', () => {
    const purpose = fc.oneof(
      fc.record({ flow: fc.constantFrom('apply', 'cancel', 'undo'), subject: fc.uuid() }),
      fc.record({ flow: fc.constantFrom('check', 'hours', 'profile', 'notices', 'certificate', 'consent', 'home') }),
    )
    fc.assert(
      fc.property(purpose, given => {
        expect(readPurpose(spellPurpose(given))).to.deep.equal(given)
      }),
    )
  })

  it('is nothing else', () => {
    for (const text of ['', 'apply', `check:${ID}`, `apply:${ID.toUpperCase()}`, `apply:${ID} `, 'admin', 'apply:1'])
      expect(readPurpose(text), text).to.equal(undefined)
  })
})
