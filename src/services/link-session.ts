/** What a browser holds of a linking after it was opened: which one, and that it was opened here. Kept in a cookie, signed, nowhere stored. */
import { randomBytes } from 'node:crypto'
import { type Cipher, equalSecrets, hashToken } from '../platform/cipher.js'

export interface LinkSession {
  readonly linkHash: Buffer
  /** Tells this browser from others that opened the same link. */
  readonly browser: Buffer
  /** The last letters of the token it was opened with, by which a page knows whether another one was put into its address. */
  readonly tail: string
}

const TAIL_LENGTH = 6
const PURPOSE = 'link session'

export function spellLinkSession(cipher: Cipher, linkHash: Buffer, token?: string): string {
  const said = [linkHash.toString('base64url'), randomBytes(16).toString('base64url'), token?.slice(-TAIL_LENGTH) ?? '']
  const proof = cipher.fingerprint(PURPOSE, said.join('.')).toString('base64url')
  return [...said, proof].join('.')
}

/** Undefined for what was not spelled here. */
export function readLinkSession(cipher: Cipher, text: string): LinkSession | undefined {
  const [hash = '', nonce = '', tail = '', proof = '', ...rest] = text.split('.')
  const proofs = cipher.fingerprints(PURPOSE, [hash, nonce, tail].join('.'))
  const isOurs = rest.length === 0 && proofs.some(one => equalSecrets(proof, one.toString('base64url')))
  return isOurs ? { linkHash: Buffer.from(hash, 'base64url'), browser: hashToken(text), tail } : undefined
}
