/** Sealing personal fields, finding them again, and tokens. */
import { expect } from 'chai'
import fc from 'fast-check'
import { createCipher, createToken, equalSecrets, hashToken, TOKEN_PATTERN } from '../../src/platform/cipher.js'

const cipher = createCipher(Buffer.alloc(32, 1).toString('base64'))
const another = createCipher(Buffer.alloc(32, 2).toString('base64'))
const text = fc.string({ unit: 'grapheme' })

describe('the cipher', () => {
  it('opens what it sealed', () => {
    fc.assert(fc.property(text, value => cipher.open(cipher.seal(value)) === value))
  })

  it('seals the same text differently each time, and never in the clear', () => {
    const sealed = [cipher.seal('홍길동'), cipher.seal('홍길동')]
    expect(sealed[0]).to.not.deep.equal(sealed[1])
    for (const bytes of sealed) expect(bytes.includes('홍길동')).to.equal(false)
  })

  it('refuses every change of a single bit', () => {
    const sealed = cipher.seal('01012345678')
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), bit => {
        const changed = Buffer.from(sealed)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        expect(() => cipher.open(changed)).to.throw()
      }),
    )
  })

  it('refuses what another key sealed, and what is too short', () => {
    expect(() => another.open(cipher.seal('홍길동'))).to.throw()
    for (const length of [0, 5, 27]) expect(() => cipher.open(Buffer.alloc(length))).to.throw()
  })

  it('makes one fingerprint of equal values, another for another purpose, value or key', () => {
    const of = (purpose: string, value: string, by = cipher) => by.fingerprint(purpose, value).toString('hex')
    expect(of('phone', '01012345678')).to.equal(of('phone', '01012345678'))
    const different = [
      of('phone', '01012345678'),
      of('phone', '01012345679'),
      of('identity', '01012345678'),
      of('phone', '01012345678', another),
      of('phone0', '1012345678'),
    ]
    expect(new Set(different)).to.have.property('size', different.length)
  })
})

describe('a token', () => {
  it('has 43 letters and digits and never comes twice', () => {
    const tokens = Array.from({ length: 2000 }, createToken)
    for (const token of tokens) expect(token).to.match(TOKEN_PATTERN)
    expect(new Set(tokens)).to.have.property('size', tokens.length)
  })

  it('uses every letter about as often as any other', () => {
    const counts = new Map<string, number>()
    for (let n = 0; n < 2000; n += 1)
      for (const letter of createToken()) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    const expected = (2000 * 43) / 62
    expect(counts.size).to.equal(62)
    // Six standard deviations: once in a thousand million runs by chance.
    const most = 6 * Math.sqrt(expected)
    for (const [letter, count] of counts) expect(count, letter).to.be.closeTo(expected, most)
  })

  it('is kept as 32 bytes that do not hold it', () => {
    const token = createToken()
    expect(hashToken(token)).to.have.length(32)
    expect(hashToken(token)).to.deep.equal(hashToken(token))
    expect(hashToken(token)).to.not.deep.equal(hashToken(createToken()))
  })
})

describe('comparing secrets', () => {
  it('is equality, also for different lengths', () => {
    fc.assert(fc.property(text, text, (a, b) => equalSecrets(a, b) === (a === b)))
    expect(equalSecrets('같은 말', '같은 말')).to.equal(true)
  })
})
