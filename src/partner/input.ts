/** Reading what a partner sent: faults become 422 with the field, ids that cannot exist 404. */
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { AppError } from '../platform/errors.js'
import { fieldsOf } from '../platform/http.js'

const uuid = z.uuid()
const nothing = z.strictObject({})

export function read<T extends z.ZodType>(form: T, input: unknown): z.infer<T> {
  const parsed = form.safeParse(input)
  if (!parsed.success) throw invalid(fieldsOf(parsed.error.issues))
  return parsed.data
}

export function invalid(faults: readonly { field: string; message: string }[]): AppError {
  return new AppError('invalid', `Not valid: ${faults.map(({ field }) => field || 'body').join(', ')}`, faults)
}

export function unknown(what: string): AppError {
  return new AppError('not-found', `There is no such ${what}`)
}

/** The id in the path. */
export function idOf(request: Request, what: string): string {
  const id = uuid.safeParse(request.params.id)
  if (!id.success) throw unknown(what)
  return id.data.toLowerCase()
}

/** Of a route that asks nothing by a query. */
export const withoutQuery: RequestHandler = (request, _response, next) => {
  read(nothing, request.query)
  next()
}
