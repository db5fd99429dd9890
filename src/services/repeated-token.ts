/**
 * Tokens that a chat shows more than once: worked out from a random nonce and the key instead of kept, so that who asks again gets the
 * same link while the database holds nothing by which it could be opened.
 */
import { randomBytes } from 'node:crypto'
import { type Cipher, hashToken, spellToken } from '../platform/cipher.js'

export interface RepeatedToken {
  readonly token: string
  /** Ten digits that go with it. */
  readonly digits: string
}

const DIGITS = 10

export const createNonce = (): Buffer => randomBytes(32)

/** The token of this nonce by the key in force. */
export function tokenOf(cipher: Cipher, nonce: Buffer): RepeatedToken {
  return tokensOf(cipher, nonce)[0]!
}

/** The token that was given, whichever key made it; undefined when none does: then its link cannot be shown again. */
export function tokenAgain(cipher: Cipher, nonce: Buffer, hash: Buffer): RepeatedToken | undefined {
  return tokensOf(cipher, nonce).find(({ token }) => hashToken(token).equals(hash))
}

function tokensOf(cipher: Cipher, nonce: Buffer): RepeatedToken[] {
  const value = nonce.toString('hex')
  const digits = cipher.fingerprints('repeated digits', value)
  return cipher.fingerprints('repeated token', value).map((bytes, at) => ({
    token: spellToken(bytes),
    digits: String(BigInt(`0x${digits[at]!.toString('hex')}`) % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0'),
  }))
}
