/** Repeatable requests: who sends `Idempotency-Key` again gets the first answer, and nothing is done twice. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { canonical } from '../platform/canonical.js'
import type { Tx } from '../services/index.js'
import type { GivenOnce } from '../services/organisations.js'
import { type AccessServices, callerOf } from './access.js'
import { invalid, read } from './input.js'

const HEADER = 'Idempotency-Key'
export const LONGEST_KEY = 200
const keyForm = z.object({
  [HEADER]: z
    .string()
    .regex(/^[\x21-\x7E](?:[\x20-\x7E]*[\x21-\x7E])?$/, 'must be letters, digits and signs of ASCII')
    .max(LONGEST_KEY)
    .optional(),
})

/**
 * Does `work` and answers with what it gives, or with what was answered to the same key before. Two requests are the same when `asked`
 * means the same: what was read of them, not the letters they were written in. A refusal leaves the key free.
 * `repeating` is called before an answer is given again, in the transaction in which it is read.
 */
export async function answerOnce(
  { transactions, organisations }: AccessServices,
  request: Request,
  response: Response,
  asked: readonly unknown[],
  work: (tx: Tx) => Promise<GivenOnce>,
  repeating?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const { [HEADER]: key } = read(keyForm, { [HEADER]: request.get(HEADER) })
  const given = await transactions.run(async tx =>
    key === undefined
      ? { ok: true as const, ...(await work(tx)) }
      : organisations.once(
          tx,
          { organisationId: callerOf(response).id, key, request: canonical(asked) },
          () => work(tx),
          () => repeating?.(tx) ?? Promise.resolve(),
        ),
  )
  if (!given.ok) throw invalid([{ field: HEADER, message: 'was used for another request' }])
  response.status(given.status).json(given.answer)
}
