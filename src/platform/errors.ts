/** The one error class and the one table of codes with their HTTP status. */
import { present } from './present.js'
export const STATUS_OF = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'wrong-type': 415,
  invalid: 422,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
  unclear: 503,
} as const

export type ErrorCode = keyof typeof STATUS_OF

/** A failure that a door may tell its caller about. `message` never carries personal data or a secret. */
export class AppError<Code extends ErrorCode = ErrorCode> extends Error {
  constructor(
    readonly code: Code,
    message: string,
    readonly details?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'AppError'
  }

  get status(): number {
    return STATUS_OF[this.code]
  }

  /** The JSON form promised to every caller: `{"error":{"code","message","details?"}}`. */
  toBody(): { error: { code: ErrorCode; message: string; details?: unknown } } {
    return { error: present({ code: this.code, message: this.message, details: this.details }) }
  }
}
