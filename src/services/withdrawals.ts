/** Withdrawals of consent at Naver: carried out once and for certain, also when they come while the database is away. */
import { z } from 'zod'
import type { Cipher, Place } from '../platform/cipher.js'
import type { Log } from '../platform/log.js'
import type { Transactions } from '../storage/transaction.js'
import { newWithdrawalName, type WithdrawalFiles } from '../storage/withdrawal-files.js'
import type { Accounts } from './accounts.js'

export interface Withdrawal {
  /** TalkTalk's id of the person. */
  readonly user: string
  /** What they no longer give, in Naver's names; none: all of it. */
  readonly fields: readonly string[]
}

/** What carries them out. */
export interface Forgetting {
  readonly transactions: Transactions
  readonly accounts: Accounts
}

export interface Withdrawals {
  /** Until this is called all is kept for later. */
  begin(forgetting: Forgetting): void
  /**
   * Resolves once it is kept, carried out or not: Naver tells it once and never again. What cannot be carried out now is left for
   * `carryOut`. Rejects only when it can neither be written to the disk nor to the database.
   */
  take(withdrawal: Withdrawal): Promise<void>
  /** Carries out what is kept; returns how many are left. Doing one twice does no harm. */
  carryOut(): Promise<number>
  /** Seals what is kept anew with the key in force. Broken off, it leaves one of them twice at most. */
  reseal(): Promise<{ readonly resealed: number; readonly unreadable: number }>
}

/** Never asked for and never kept, so that giving it up takes nothing away from what the person gave here. */
const NOTHING_OF_OURS: readonly string[] = ['nickname', 'address']
/** The messenger waits no longer for its answer. */
const WITHIN_MS = 2_500

const kept = z.object({ user: z.string(), at: z.coerce.date() })

export interface WithdrawalParts {
  readonly files: WithdrawalFiles
  /** Not asked for before it is needed: keys may be what a start fails for. */
  readonly cipher: () => Cipher
  readonly log: Log
  readonly now: () => Date
}

export function createWithdrawals(parts: WithdrawalParts): Withdrawals {
  const { files, cipher, log, now } = parts
  let forgetting: Forgetting | undefined
  const carryOutOne = async (user: string, at?: Date) => {
    if (!forgetting) throw new Error('The service is starting')
    const { transactions, accounts } = forgetting
    await transactions.run(tx => accounts.forget(tx, { messenger: 'talktalk', userKey: user }, at), {
      withinMs: WITHIN_MS,
    })
  }
  return {
    begin(given) {
      forgetting = given
    },
    async take({ user, fields }) {
      if (fields.length > 0 && fields.every(field => NOTHING_OF_OURS.includes(field))) return
      const name = newWithdrawalName()
      const at = now()
      const isKept = await files.keep(name, cipher().seal(JSON.stringify({ user, at }), placeOf(name))).then(
        () => true,
        (error: unknown) => {
          log.error({ err: error }, 'a withdrawal could not be written to the disk')
          return false
        },
      )
      try {
        await carryOutOne(user)
        if (isKept) await files.drop(name)
      } catch (error) {
        if (!isKept) throw error
        log.warn({ err: error }, 'a withdrawal is kept until it can be carried out')
      }
    },
    async carryOut() {
      let left = 0
      for (const { name, sealed } of await files.all()) {
        try {
          const { user, at } = kept.parse(JSON.parse(cipher().open(sealed, placeOf(name))))
          await carryOutOne(user, at)
          await files.drop(name)
        } catch (error) {
          left += 1
          log.error({ err: error }, 'a withdrawal that was kept could not be carried out')
        }
      }
      return left
    },
    reseal: () => reseal(parts),
  }
}

async function reseal({ files, cipher, log }: WithdrawalParts): Promise<{ resealed: number; unreadable: number }> {
  const tally = { resealed: 0, unreadable: 0 }
  const { header, open, seal } = cipher()
  for (const { name, sealed } of await files.all()) {
    if (sealed.subarray(0, header.length).equals(header)) continue
    try {
      const anew = newWithdrawalName()
      await files.keep(anew, seal(open(sealed, placeOf(name)), placeOf(anew)))
      await files.drop(name)
      tally.resealed += 1
    } catch (error) {
      tally.unreadable += 1
      log.error({ err: error }, 'a withdrawal that was kept could not be sealed anew')
    }
  }
  return tally
}

function placeOf(name: string): Place {
  return { table: 'withdrawals', column: 'file', row: name }
}
