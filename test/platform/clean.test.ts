/** Text of others as it comes past any border. */
import { expect } from 'chai'
import fc from 'fast-check'
import { clean, cleanLine, cleanList, faultIn } from '../../src/platform/clean.js'

/** Letters, and what makes trouble: control, bidi, invisible, line ends, halves of characters, emoji and their joiners. */
const TROUBLE = [
  ...[
    '\0',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u009f',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u061c',
    '\u200b',
    '\u2060',
    '\ufeff',
  ],
  ...['\u3164', '\u115f', '\uffa0', '\u2800', '\u00ad', '\u034f', '\u{e0041}', '\ufdd0', '\ufffe', '\ud83d', '\udc00'],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\v',
    '\f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\t',
    '\u00a0',
    '\u200d',
    '\ufe0f',
    '😀',
    '👩',
    '❤',
  ],
]
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...TROUBLE),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('가', 'a', '1', ' '),
    ),
  )
  .map(parts => parts.join(''))

describe('clean', () => {
  it('takes out what a database, a wire or an eye cannot take', () => {
    expect(clean(' 수원\0\r\n토요일\ud83d \u0007')).to.equal('수원\n토요일\ufffd')
    expect(clean('입금\u202e전환\u2066\u200f')).to.equal('입금전환')
    expect(clean('수\u200b원\ufeff 봉\u00ad사\u3164')).to.equal('수원 봉사')
  })
  it('composes Hangul that was typed on a Mac', () => {
    expect(clean('수원'.normalize('NFD'))).to.equal('수원')
  })
  it('ends lines with \\n whatever ended them', () => {
    expect(clean('가\r나\r\n다\v라\f마\u0085바\u2028사\u2029아')).to.equal('가\n나\n다\n라\n마\n바\n사\n아')
  })
  it('keeps emoji whole', () => {
    for (const emoji of ['👨‍👩‍👧', '❤️', '1️⃣', '🧑🏽‍🌾', '🏳️‍🌈']) expect(clean(`${emoji} 봉사`)).to.equal(`${emoji} 봉사`)
  })
  it('is empty where nothing can be seen', () => {
    for (const nothing of ['\u200b\u200c\u200d', '\u3164\u3164', '\ufe0f', '\u2800 \u2800', '\u2060\n\u00a0', '\u0301'])
      expect(clean(nothing), JSON.stringify(nothing)).to.equal('')
  })
  it('leaves nothing of it in any text, and has nothing to do a second time', () => {
    fc.assert(
      fc.property(text, given => {
        const cleaned = clean(given)
        expect(cleaned).to.not.match(/[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\u200B\u3164\uFEFF]/u)
        expect(cleaned).to.not.match(/\p{Surrogate}/u)
        expect(clean(cleaned)).to.equal(cleaned)
        expect(cleanLine(given)).to.not.match(/[\n\t]|\s\s/)
        expect(cleanLine(cleanLine(given))).to.equal(cleanLine(given))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('cleanList', () => {
  it('puts a comma where a line ended', () => {
    expect(cleanList('장갑\n물통\u2028\n모자')).to.equal('장갑, 물통, 모자')
    expect(cleanList('장갑,\r\n물통.\n모자!')).to.equal('장갑, 물통. 모자!')
  })
})

describe('faultIn', () => {
  it('names what a machine should not have sent', () => {
    expect(faultIn('봉사\n둘째 줄\t👨‍👩‍👧 \u200b')).to.equal(undefined)
    for (const wrong of ['\0', 'a\u001b', '\u0085\u0086', '\ud800', '\u202e', '\u200e', '\u061c'])
      expect(faultIn(wrong), JSON.stringify(wrong)).to.be.a('string')
  })
})
