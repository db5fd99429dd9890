/** Seals personal fields at rest, bound to where they lie, and makes them findable by keyed hashes. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** Where a sealed value lies: moved to another table, column or row it does not open. `row` is the row's key as text. */
export interface Place {
  readonly table: string
  readonly column: string
  readonly row: string
}

export interface Cipher {
  /** AES-256-GCM under the key in force: `header` (6 bytes), nonce (12), tag (16), then the sealed UTF-8 text. */
  seal(text: string, place: Place): Buffer
  /** Opens what the key in force or the former one sealed. Throws when neither did, at another place, or when it was changed. */
  open(sealed: Buffer, place: Place): string
  /** HMAC-SHA256, so that equal values can be looked up without being readable. `purpose` keeps fields apart. */
  fingerprint(purpose: string, value: string): Buffer
  /** By the key in force and, while keys are changed, by the former one: what a lookup has to try. */
  fingerprints(purpose: string, value: string): readonly Buffer[]
  /** What every value begins with that the key in force sealed: mark, version, key id. */
  readonly header: Buffer
  /** Ids of the keys this cipher opens with, the one in force first; 8 hexadecimal digits. */
  readonly keyIds: readonly string[]
}

const MARK = Buffer.from([0x53, 2])
const KEY_ID_BYTES = 4
const HEADER_BYTES = MARK.length + KEY_ID_BYTES
const NONCE_BYTES = 12
const TAG_BYTES = 16

interface Key {
  readonly id: string
  readonly header: Buffer
  readonly sealing: Buffer
  readonly finding: Buffer
  /** Before values were bound to their place they began with the nonce, sealed by a key of their own. */
  readonly unbound: Buffer
}

function derive(dataKey: Buffer, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `sonmoa ${purpose}`, bytes))
}

function readKey(base64: string): Key {
  const dataKey = Buffer.from(base64, 'base64')
  const id = derive(dataKey, 'key id', KEY_ID_BYTES)
  return {
    id: id.toString('hex'),
    header: Buffer.concat([MARK, id]),
    sealing: derive(dataKey, 'seal to a place'),
    finding: derive(dataKey, 'find'),
    unbound: derive(dataKey, 'seal'),
  }
}

/** @param dataKey, former 32 bytes in base64 (`DATA_KEY`, `DATA_KEY_FORMER`). */
export function createCipher(dataKey: string, former?: string): Cipher {
  const current = readKey(dataKey)
  const keys = former ? [current, readKey(former)] : [current]
  const fingerprintBy = ({ finding }: Key, purpose: string, value: string) =>
    createHmac('sha256', finding).update(`${purpose}\0${value}`).digest()
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', current.sealing, nonce)
      cipher.setAAD(bindingOf(current, place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([current.header, nonce, cipher.getAuthTag(), sealed])
    },
    open(sealed, place) {
      const key = keys.find(({ header }) => sealed.subarray(0, HEADER_BYTES).equals(header))
      if (key) return decipher(key.sealing, sealed.subarray(HEADER_BYTES), bindingOf(key, place))
      return openUnbound(sealed, keys)
    },
    fingerprint: (purpose, value) => fingerprintBy(current, purpose, value),
    fingerprints: (purpose, value) => keys.map(key => fingerprintBy(key, purpose, value)),
    header: current.header,
    keyIds: keys.map(({ id }) => id),
  }
}

function bindingOf({ header }: Key, { table, column, row }: Place): Buffer {
  return Buffer.concat([header, Buffer.from([table, column, row].join('\0'))])
}

function decipher(key: Buffer, sealed: Buffer, binding?: Buffer): string {
  const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  if (binding) opening.setAAD(binding)
  opening.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return opening.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + opening.final('utf8')
}

/** What an earlier version sealed; `npm run -s rotate-key` leaves none of it. */
function openUnbound(sealed: Buffer, [key, ...others]: readonly Key[]): string {
  try {
    return decipher(key!.unbound, sealed)
  } catch (error) {
    if (others.length === 0) throw error
    return openUnbound(sealed, others)
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

/** The same of 32 bytes that are as good as random. */
export function spellToken(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let token = ''
  const letters = BigInt(ALPHABET.length)
  for (; token.length < TOKEN_LENGTH; rest /= letters) token += ALPHABET[Number(rest % letters)]
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
