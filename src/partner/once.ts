/** Repeatable requests: who sends `Idempotency-Key` again gets the first answer, and nothing is done twice. */
import type { Request } from 'express'
import { z } from 'zod'
import { canonical } from '../platform/canonical.js'
import type { Tx } from '../services/index.js'
import type { GivenOnce } from '../services/organisations.js'
import type { Caller } from '../services/organising.js'
import { invalid, read } from './input.js'
import type { PartnerServices } from './route.js'

const HEADER = 'Idempotency-Key'
export const onceForm = z.object({
  [HEADER]: z
    .string()
    .regex(/^[\x21-\x7E](?:[\x20-\x7E]*[\x21-\x7E])?$/, 'must be letters, digits and signs of ASCII')
    .max(200)
    .optional()
    .describe(
      'Signs of ASCII. A repeat with the same key that means the same, however it is written, gets the first answer; one that ' +
        'means something else 422. A refusal leaves the key free.',
    ),
})

export function keyOf(request: Request): string | undefined {
  return read(onceForm, { [HEADER]: request.get(HEADER) })[HEADER]
}

/**
 * Does `work` and answers with what it gives, or with what was answered to the same key before. Two requests are the same when `asked`
 * means the same: what was read of them, not the letters they were written in. A refusal leaves the key free.
 * `repeated` is called before an answer is given again, in the transaction in which it is read.
 */
export async function answerOnce(
  { tx, services, caller }: { tx: Tx; services: PartnerServices; caller: Caller },
  key: string,
  asked: unknown,
  work: () => Promise<GivenOnce>,
  repeated: () => Promise<void>,
): Promise<GivenOnce> {
  const request = { organisationId: caller.organisation.id, key, request: canonical(asked) }
  const given = await services.organisations.once(tx, request, work, repeated)
  if (!given.ok) throw invalid([{ field: HEADER, message: 'was used for another request' }])
  return given
}
