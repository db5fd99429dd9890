/** Seals personal fields at rest and makes them findable by keyed hashes. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

export interface Cipher {
  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the sealed UTF-8 text. */
  seal(text: string): Buffer
  /** Throws when the bytes were not sealed with this key or were changed. */
  open(sealed: Buffer): string
  /** HMAC-SHA256, so that equal values can be looked up without being readable. `purpose` keeps fields apart. */
  fingerprint(purpose: string, value: string): Buffer
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

function derive(dataKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `sonmoa ${purpose}`, 32))
}

/** @param dataKeyBase64 32 bytes in base64 (`DATA_KEY`). */
export function createCipher(dataKeyBase64: string): Cipher {
  const dataKey = Buffer.from(dataKeyBase64, 'base64')
  const sealingKey = derive(dataKey, 'seal')
  const findingKey = derive(dataKey, 'find')
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, sealed.subarray(0, NONCE_BYTES))
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
    fingerprint: (purpose, value) => createHmac('sha256', findingKey).update(`${purpose}\0${value}`).digest(),
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const TOKEN_LENGTH = 43

/** 43 characters `[A-Za-z0-9]`, 256 bits: fits Kakao's `chat_extra`, which allows `[A-Za-z0-9_]{1,50}`. */
export function createToken(): string {
  let token = ''
  while (token.length < TOKEN_LENGTH) {
    for (const byte of randomBytes(64)) {
      // 248 = 4 × 62: larger bytes would favour the first letters.
      if (byte < 248 && token.length < TOKEN_LENGTH) token += ALPHABET[byte % ALPHABET.length]
    }
  }
  return token
}

export const TOKEN_PATTERN = /^[A-Za-z0-9]{43}$/

/** Tokens are kept only as this. They are random enough to need no key. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Compares two secrets without telling by time where they differ. */
export function equalSecrets(given: string, expected: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())
}
