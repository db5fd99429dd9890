/** Sealing personal fields, finding them again, and tokens. */
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  createCipher,
  createToken,
  equalSecrets,
  hashToken,
  type Place,
  TOKEN_PATTERN,
} from '../../src/platform/cipher.js'

const KEYS = [1, 2].map(byte => Buffer.alloc(32, byte).toString('base64')) as [string, string]
const cipher = createCipher(KEYS[0])
const another = createCipher(KEYS[1])
/** While keys are changed: seals with the new one, opens both. */
const changing = createCipher(KEYS[1], KEYS[0])
const text = fc.string({ unit: 'grapheme' })
const PLACE: Place = { table: 'volunteers', column: 'name_sealed', row: '1' }

/** As versions before 0.2 sealed: no place, no key id. */
function sealUnbound(value: string, key: string): Buffer {
  const sealing = Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), Buffer.alloc(0), 'sonmoa seal', 32))
  const nonce = randomBytes(12)
  const sealer = createCipheriv('aes-256-gcm', sealing, nonce)
  const sealed = Buffer.concat([sealer.update(value, 'utf8'), sealer.final()])
  return Buffer.concat([nonce, sealer.getAuthTag(), sealed])
}

describe('the cipher', () => {
  it('opens what it sealed', () => {
    fc.assert(fc.property(text, value => cipher.open(cipher.seal(value, PLACE), PLACE) === value))
  })

  it('seals the same text differently each time, and never in the clear', () => {
    const sealed = [cipher.seal('홍길동', PLACE), cipher.seal('홍길동', PLACE)]
    expect(sealed[0]).to.not.deep.equal(sealed[1])
    for (const bytes of sealed) expect(bytes.includes('홍길동')).to.equal(false)
  })

  it('refuses every change of a single bit', () => {
    const sealed = cipher.seal('01012345678', PLACE)
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), bit => {
        const changed = Buffer.from(sealed)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        expect(() => cipher.open(changed, PLACE)).to.throw()
      }),
    )
  })

  it('refuses what was sealed for another row, column or table', () => {
    const sealed = cipher.seal('홍길동', PLACE)
    const elsewhere = [{ row: '2' }, { column: 'birth_sealed' }, { table: 'outbox' }]
    for (const moved of elsewhere) expect(() => cipher.open(sealed, { ...PLACE, ...moved })).to.throw()
    // The parts of a place do not run into each other.
    const joined = cipher.seal('홍길동', { table: 'a', column: 'b', row: 'c' })
    expect(() => cipher.open(joined, { table: 'ab', column: '', row: 'c' })).to.throw()
    // Without its header it is not taken for what an earlier version sealed.
    expect(() => cipher.open(sealed.subarray(6), PLACE)).to.throw()
  })

  it('refuses what another key sealed, and what is too short', () => {
    expect(() => another.open(cipher.seal('홍길동', PLACE), PLACE)).to.throw()
    for (const length of [0, 5, 16, 27, 33]) expect(() => cipher.open(Buffer.alloc(length), PLACE)).to.throw()
  })

  it('opens what an earlier version sealed, by whichever key it knows', () => {
    for (const by of [cipher, changing]) expect(by.open(sealUnbound('홍길동', KEYS[0]), PLACE)).to.equal('홍길동')
    expect(() => another.open(sealUnbound('홍길동', KEYS[0]), PLACE)).to.throw()
  })

  it('seals with the new key and opens both while keys are changed', () => {
    expect(changing.open(cipher.seal('홍길동', PLACE), PLACE)).to.equal('홍길동')
    const sealed = changing.seal('홍길동', PLACE)
    expect(another.open(sealed, PLACE)).to.equal('홍길동')
    expect(() => cipher.open(sealed, PLACE)).to.throw()
    expect(sealed.subarray(0, 6)).to.deep.equal(another.header)
    expect(changing.keyIds).to.deep.equal([...another.keyIds, ...cipher.keyIds])
    expect(changing.fingerprint('phone', '1')).to.deep.equal(another.fingerprint('phone', '1'))
    expect(changing.fingerprints('phone', '1')).to.deep.equal([another, cipher].map(by => by.fingerprint('phone', '1')))
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
