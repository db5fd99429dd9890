/** What every HTTP door shares: how a failure becomes an answer, how addresses are read. */
import { AppError } from './errors.js'

const OF_BODY_PARSER: Record<string, AppError> = {
  'entity.too.large': new AppError('too-large', 'The body is too large'),
  'entity.parse.failed': new AppError('bad-request', 'The body is not valid JSON'),
  'encoding.unsupported': new AppError('bad-request', 'The encoding of the body is not supported'),
  'charset.unsupported': new AppError('bad-request', 'The character set of the body is not supported'),
  'request.size.invalid': new AppError('bad-request', 'The body does not have the announced length'),
  'request.aborted': new AppError('bad-request', 'The body did not arrive'),
}

/** Any thrown thing as something that may be told: what is not an `AppError` becomes `internal` and keeps its cause for the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const type = (error as { type?: unknown } | null)?.type
  const known = typeof type === 'string' ? OF_BODY_PARSER[type] : undefined
  if (known) return known
  if (error instanceof URIError) return new AppError('bad-request', 'The address is not valid')
  return new AppError('internal', 'Something went wrong here', undefined, { cause: error })
}

/** Zod issues in the form that a JSON error's `details` carries. */
export function fieldsOf(
  issues: readonly { path: PropertyKey[]; message: string }[],
): { field: string; message: string }[] {
  return issues.map(issue => ({ field: issue.path.join('.'), message: issue.message }))
}
