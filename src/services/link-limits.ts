/** How much linking may be tried: a school behind one address has room, guessing and sending at others' cost have none. */
import type { RateLimit } from './rate-limits.js'

/** Tries of one code. */
export const CODE_TRIES = 5
/** Codes that one link sends, and phones it sends them to. */
export const LINK_LIMITS = { codes: 5, phones: 3 } as const
/** Codes: a phone may be a family's; everything together is what the vendor's bill may grow by. */
const CODES = { account: 10, phoneHour: 6, phoneDay: 12, address: 600, all: 3000 } as const
/** Wrong codes on a day, whichever links and codes they were tried on: 15 of a million. */
const WRONG_CODES_A_DAY = 15
/** Wrong pairing codes in an hour. */
const WRONG_PAIRINGS = { address: 60, all: 600 } as const

export interface CodeLimit extends RateLimit {
  /** What is told when it is used up. */
  readonly refused: 'too-many' | 'too-many-today' | 'busy'
}

/** From the narrowest to the widest. */
export function limitsForCode(accountId: string, phone: string, address: string): readonly CodeLimit[] {
  return [
    { purpose: 'codes of account', value: accountId, most: CODES.account, per: 'day', refused: 'too-many-today' },
    { purpose: 'codes to phone', value: phone, most: CODES.phoneDay, per: 'day', refused: 'too-many-today' },
    { purpose: 'codes to phone', value: phone, most: CODES.phoneHour, per: 'hour', refused: 'too-many' },
    { purpose: 'codes of address', value: address, most: CODES.address, per: 'hour', refused: 'too-many' },
    { purpose: 'codes', value: '', most: CODES.all, per: 'hour', refused: 'busy' },
  ]
}

/** Taken before a code is compared, and given back when it was right. */
export function limitsForTry(accountId: string, phone: string): readonly RateLimit[] {
  return [
    { purpose: 'wrong codes of account', value: accountId, most: WRONG_CODES_A_DAY, per: 'day' },
    { purpose: 'wrong codes of phone', value: phone, most: WRONG_CODES_A_DAY, per: 'day' },
  ]
}

export function limitsForPairing(address: string): readonly RateLimit[] {
  return [
    { purpose: 'wrong pairings of address', value: address, most: WRONG_PAIRINGS.address, per: 'hour' },
    { purpose: 'wrong pairings', value: '', most: WRONG_PAIRINGS.all, per: 'hour' },
  ]
}
