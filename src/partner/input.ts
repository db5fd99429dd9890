/** Reading what a partner sent: faults become 422 with the field, ids that cannot exist 404. */
import type { Request } from 'express'
import { z } from 'zod'
import { AppError } from '../platform/errors.js'
import { fieldsOf } from '../platform/http.js'

const uuid = z.uuid()

export function read<T extends z.ZodType>(form: T, input: unknown): z.output<T> {
  const { success, data, error } = form.safeParse(input)
  if (!success) throw invalid(fieldsOf(error.issues))
  return data
}

/** The id in the path; undefined where the path has none. */
export function idOf({ params }: Request): string | undefined {
  if (params.id === undefined) return undefined
  const id = uuid.safeParse(params.id)
  if (!id.success) throw unknown('id')
  return id.data.toLowerCase()
}

export function invalid(faults: ReturnType<typeof fieldsOf>): AppError<'invalid'> {
  return new AppError('invalid', `Not valid: ${faults.map(({ field }) => field || 'body').join(', ')}`, faults)
}

export function unknown(what: string): AppError<'not-found'> {
  return new AppError('not-found', `There is no such ${what}`)
}
