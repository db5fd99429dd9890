/** Shortening and splitting text. */
import { expect } from 'chai'
import fc from 'fast-check'
import { shorten, shortenLines, split } from '../../src/messengers/shorten.js'
import { clean } from '../../src/platform/clean.js'
import { anyText, squeeze } from './answers.js'

const wellFormed = anyText.map(clean)
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text)

describe('shorten', () => {
  it('leaves what fits as it is', () => {
    expect(shorten('토요일 수원', 6)).to.equal('토요일 수원')
  })
  it('cuts at a word and says so', () => {
    expect(shorten('토요일 수원 봉사활동', 8)).to.equal('토요일 수원…')
    expect(shorten('토요일 수원 봉사활동', 7)).to.equal('토요일 수원…')
  })
  it('cuts inside a word when half of the room would be lost otherwise', () => {
    expect(shorten('봄 청소년자원봉사활동', 8)).to.equal('봄 청소년자원…')
  })
  it('keeps a family of four together', () => {
    expect(shorten('가족👨‍👩‍👧‍👦봉사', 8)).to.equal('가족…')
  })
  it('never exceeds its limit and never halves a character', () => {
    fc.assert(
      fc.property(wellFormed, fc.integer({ min: 1, max: 60 }), (text, most) => {
        const short = shorten(text, most)
        return short.length <= most && isWellFormed(short) && (short === text || short.endsWith('…'))
      }),
    )
  })
  it('keeps the first lines', () => {
    expect(shortenLines('하나\n둘\n셋', 20, 2)).to.equal('하나\n둘…')
    expect(shortenLines('하나\n둘', 20, 2)).to.equal('하나\n둘')
  })
})

describe('split', () => {
  it('prefers paragraphs to lines, lines to sentences, sentences to words', () => {
    expect(split('가나다 라.\n\n마바 사아.\n자차', 14)).to.deep.equal(['가나다 라.', '마바 사아.\n자차'])
    expect(split('가나다 라.\n마바 사아. 자차', 14)).to.deep.equal(['가나다 라.', '마바 사아. 자차'])
    expect(split('가나다라 마. 바사아 자차카', 12)).to.deep.equal(['가나다라 마.', '바사아 자차카'])
    expect(split('가나다라 마바사 아자차', 9)).to.deep.equal(['가나다라 마바사', '아자차'])
  })
  it('says nothing for nothing', () => {
    expect(split(' \n', 10)).to.deep.equal([])
  })
  it('loses nothing but space', () => {
    fc.assert(
      fc.property(wellFormed, fc.integer({ min: 2, max: 300 }), (text, most) => {
        const pieces = split(text, most)
        expect(squeeze(pieces.join(''))).to.equal(squeeze(text))
        expect(pieces.every(piece => piece.length <= most && piece.length > 0 && isWellFormed(piece))).to.equal(true)
      }),
    )
  })
  it('loses nothing as long as the pieces can hold it, though it breaks late for that', () => {
    const text = `${'가'.repeat(500)}\n\n${'나'.repeat(500)} ${'다'.repeat(1997)}`
    const pieces = split(text, 1000, 3)
    expect(pieces).to.have.length(3)
    expect(squeeze(pieces.join(''))).to.equal(squeeze(text))
  })
  it('shortens the last piece when there is more than all can hold', () => {
    const pieces = split('가나다라마 '.repeat(1000), 1000, 3)
    expect(pieces).to.have.length(3)
    expect(pieces.at(-1)).to.match(/…$/)
    expect(Math.max(...pieces.map(piece => piece.length))).to.be.at.most(1000)
  })
})
