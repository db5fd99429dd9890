/** Noting who looked at whose data, and keeping the notes for as long as they have to be kept. */
import { randomUUID } from 'node:crypto'
import type { Look } from '../domain/access.js'
import type { Cipher } from '../platform/cipher.js'
import { type Clock, monthsAfter } from '../platform/clock.js'
import { addLook, dropLogMonths, isLogChangeable, makeLogMonths, placeOfWords } from '../storage/access-log.js'
import type { Tx } from '../storage/transaction.js'

export interface AccessLog {
  /** To be called in the transaction of the look, so that nothing is seen that is not noted. */
  note(tx: Tx, look: Look): Promise<void>
  /** Makes the months to come and drops those that are old enough. Returns how many were dropped. */
  sweep(tx: Tx): Promise<number>
  /** Whether the database's role could change what is noted (docs/operations.md tells how to take that away). */
  isChangeable(tx: Tx): Promise<boolean>
}

export interface AccessLogParts {
  readonly cipher: Cipher
  readonly clock: Clock
  readonly keptMonths: number
}

/** How many months are made ahead of the one that is running. */
const AHEAD = 3

export function createAccessLog({ cipher, clock, keptMonths }: AccessLogParts): AccessLog {
  return {
    async note(tx, { words, ...look }) {
      const id = randomUUID()
      const wordsSealed = words ? cipher.seal(words, placeOfWords(id)) : undefined
      await addLook(tx, { ...look, id, wordsSealed }, clock.now())
    },
    async sweep(tx) {
      const now = clock.now()
      await makeLogMonths(tx, now, monthsAfter(now, AHEAD))
      return dropLogMonths(tx, monthsAfter(now, -keptMonths))
    },
    isChangeable: tx => isLogChangeable(tx),
  }
}
