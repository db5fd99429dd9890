/** What was answered to a messenger's request, for as long as the messenger may send it again. */
import { EntitySchema } from 'typeorm'
import type { Place } from '../platform/cipher.js'
import { bytes, moment, serial, text, uuid } from './columns.js'
import type { Tx } from './transaction.js'

export interface RequestAnswerRow {
  id: string
  accountId: string
  requestKey: string
  at: Date
  answerSealed: Buffer
}
export const requestAnswers = new EntitySchema<RequestAnswerRow>({
  name: 'request_answers',
  columns: {
    id: serial(),
    accountId: uuid({ name: 'account_id' }),
    requestKey: text({ name: 'request_key' }),
    at: moment('at'),
    answerSealed: bytes({ name: 'answer_sealed' }),
  },
})

/** A sealed answer and where it lies. */
export type EarlierAnswer = Pick<RequestAnswerRow, 'accountId' | 'at' | 'answerSealed'>

/** Broken by who answers a request that was answered meanwhile. */
export const REQUEST_ANSWERED = 'request_answers_once'

/** The answer given earlier to the same request, sealed. */
export async function earlierAnswer(
  tx: Tx,
  messenger: string,
  userKey: string,
  requestKey: string,
): Promise<EarlierAnswer | undefined> {
  const [earlier]: EarlierAnswer[] = await tx.query(
    `SELECT r.account_id AS "accountId", r.at, r.answer_sealed AS "answerSealed"
       FROM request_answers r JOIN messenger_accounts a ON a.id = r.account_id
      WHERE a.messenger = $1 AND a.user_key = $2 AND r.request_key = $3`,
    [messenger, userKey, requestKey],
  )
  return earlier
}

/** Named after the table in which answers lay first, so that those from before the move open. */
export function placeOfAnswer({ accountId, at }: Pick<RequestAnswerRow, 'accountId' | 'at'>): Place {
  return { table: 'turns', column: 'answer_sealed', row: `${accountId}|${at.toISOString()}` }
}
