/** Secrets that look long and are none: patterns, texts, what fingers find next to each other. */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { isWeakKey, isWeakPassword } from '../../src/platform/secret-strength.js'

const base64 = (bytes: Buffer | string | number[]) => Buffer.from(bytes as string).toString('base64')
const row = (byteAt: (at: number) => number) => Array.from({ length: 32 }, (_, at) => byteAt(at) & 255)
const again = (size: number) => {
  const piece = randomBytes(size)
  return Buffer.concat([piece, piece, piece]).subarray(0, 32)
}

describe('the strength of a key', () => {
  const weak: Record<string, string> = {
    zeros: base64(Buffer.alloc(32)),
    'the end in zeros': base64(Buffer.concat([randomBytes(20), Buffer.alloc(12)])),
    'half in ones': base64(Buffer.concat([randomBytes(16), Buffer.alloc(16, 1)])),
    'counting up': base64(row(at => at + 100)),
    'counting in sevens': base64(row(at => 7 * at)),
    squares: base64(row(at => at * at)),
    'a sentence': base64('this-is-my-32-byte-secret-key!!!'),
    'hexadecimal digits as letters': base64(randomBytes(16).toString('hex')),
    'a Korean sentence': base64('가나다라마바사아자차ab'),
    'capitals only': `${'QWERTYUIOPASDFGHJKLZXCVBNMPOIUYTREWQLKJHGFD'.slice(0, 42)}A=`,
    'small letters only': `${'correcthorsebatterystaplewithmorewordsofmine'.slice(0, 42)}e=`,
    ...Object.fromEntries(
      [1, 2, 4, 8, 11, 16, 17, 20, 24].map(size => [`${size} bytes said again`, base64(again(size))]),
    ),
  }
  for (const [what, key] of Object.entries(weak))
    it(`is too little for ${what}`, () => expect(isWeakKey(key)).to.equal(true))

  it('is enough for random bytes', () => {
    for (let n = 0; n < 3000; n++) expect(isWeakKey(base64(randomBytes(32)))).to.equal(false)
  })
})

describe("the strength of a door's password", () => {
  const weak = [
    ...['a', '', 'short-secret', 'a'.repeat(40), 'ababababababababab', '12345678'.repeat(3), '1234567890123456'],
    ...[
      '9876543210987654',
      'abcdefghijklmnop',
      'ABCDEFGHIJKLMNOP',
      'qwertyuiopasdfgh',
      'passwordpassword1',
      'PasswordPASSWORD12',
    ],
    ...[
      'changeme-changeme!',
      '0000000000abcdef',
      'aaaaaaaaaaabcdefg',
      'test-test-test-te',
      '비밀열쇠비밀열쇠비밀열쇠비밀열쇠',
    ],
  ]
  for (const password of weak)
    it(`is too little for ${password || 'nothing'}`, () => expect(isWeakPassword(password)).to.equal(true))

  it('is enough for random letters', () => {
    for (let n = 0; n < 3000; n++) {
      expect(isWeakPassword(randomBytes(12).toString('base64url'))).to.equal(false)
      expect(isWeakPassword(randomBytes(16).toString('hex'))).to.equal(false)
    }
  })
})
