/** Endings are read as a pattern would read them, however the letters can be parted. */
import { expect } from 'chai'
import fc from 'fast-check'
import { createEndings } from '../../src/understanding/endings.js'

const words = ['로', '으로', '으', '요', '할게', '게']
const endings = createEndings(words, ['신청'])

describe('endings', () => {
  for (const [text, start] of [
    ['1번으로', 2],
    ['1번으로할게요', 2],
    ['1번신청할까말까', 2],
    ['1번', 2],
    ['으로', 0],
    ['', 0],
  ] as const) {
    it(`of "${text}" begin at ${start}`, () => expect(endings.startIn(text)).to.equal(start))
  }

  it('are made of any words in any order, and of nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words)), said => {
        expect(endings.make(said.join(''))).to.equal(true)
        expect(endings.make(`${said.join('')}힣`)).to.equal(false)
      }),
    )
  })

  it('agree with the pattern they stand for', () => {
    const pattern = /(?:로|으로|으|요|할게|게|신청\S*)+$/u
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, '신청', '번', '할'), { maxLength: 8 }), said => {
        const text = said.join('')
        expect(text.slice(0, endings.startIn(text))).to.equal(text.replace(pattern, ''))
      }),
    )
  })

  it('are read from thousands of letters', () => {
    expect(createEndings(['은요', '는요', '요', '은', '는']).make(`${'는요'.repeat(5000)}끝`)).to.equal(false)
  })
})
