/** The process's log: JSON lines on stderr, so that commands keep stdout for their answer. It carries no personal data. */
import { type Logger, pino } from 'pino'

export type Log = Logger

/** A database error's detail and parameters hold what people said: only its kind is logged. */
function toSafe(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause } = error
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return { name, message, code, constraint, stack, cause: cause ? toSafe(cause) : undefined }
}

export function createLog(level: string): Log {
  return pino(
    { level, base: null, serializers: { err: toSafe }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  )
}
