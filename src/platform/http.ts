/** What every HTTP door shares: how a failure becomes an answer, how addresses are read. */
import { cleanLine } from './clean.js'
import { AppError } from './errors.js'

const OF_BODY_PARSER: Record<string, AppError> = {
  'entity.too.large': new AppError('too-large', 'The body is too large'),
  'entity.parse.failed': new AppError('bad-request', 'The body is not valid JSON'),
  'encoding.unsupported': new AppError('wrong-type', 'The encoding of the body is not supported'),
  'charset.unsupported': new AppError('wrong-type', 'The character set of the body is not supported'),
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
  if (isOfCaller(error)) return new AppError('bad-request', 'The request cannot be read', undefined, { cause: error })
  return new AppError('internal', 'Something went wrong here', undefined, { cause: error })
}

/** What express and its parts say of a request in the form of `http-errors`: a range that is none, a body that is not the gzip it says. */
function isOfCaller(error: unknown): boolean {
  const { status, expose } = error as { status?: unknown; expose?: unknown }
  return expose === true && typeof status === 'number' && status >= 400 && status < 500
}

const MOST_FAULTS = 20
const FIELD_LENGTH = 100

/** Zod issues in the form that a JSON error's `details` carries: names that are not known by themselves. */
export function fieldsOf(issues: readonly Issue[]): { field: string; message: string }[] {
  const faults = issues.flatMap(({ path, keys, message }) =>
    keys
      ? keys.map(key => ({ field: [...path, key].join('.'), message: 'is not known' }))
      : [{ field: path.join('.'), message }],
  )
  return faults
    .slice(0, MOST_FAULTS)
    .map(({ field, message }) => ({ field: cleanLine(field).slice(0, FIELD_LENGTH), message }))
}

interface Issue {
  readonly path: PropertyKey[]
  readonly message: string
  /** Of names that a strict form does not know. */
  readonly keys?: string[]
}
