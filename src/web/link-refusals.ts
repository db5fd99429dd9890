/** What refuses a step of linking, as an error for programs and as what the page says beside it. */
import { AppError, type ErrorCode } from '../platform/errors.js'
import { CODE_TRIES } from '../services/link-limits.js'
import type { CodeSent, Linked, Opened } from '../services/linking.js'
import type { FieldFault } from './link-form.js'
import type { Views } from './views.js'

export type Refusal = Extract<CodeSent | Linked | Opened, { ok: false }>['refused']

export type Refused =
  | { readonly ok: false; readonly refused: Refusal; readonly triesLeft?: number }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

const STATUS_OF: Record<Refusal, ErrorCode> = {
  expired: 'unauthenticated',
  spent: 'unauthenticated',
  stopped: 'unauthenticated',
  'under-14': 'forbidden',
  'too-many-of-link': 'too-many',
  'too-many': 'too-many',
  'too-many-today': 'too-many',
  busy: 'too-many',
  'wrong-code': 'invalid',
  'code-expired': 'conflict',
  'too-many-tries': 'too-many',
  'linked-already': 'conflict',
  'unknown-pairing': 'invalid',
  'too-many-pairings': 'too-many',
}

export function errorOf(refusal: Refused, { words }: Views): { error: AppError; faults: readonly FieldFault[] } {
  if ('faults' in refusal) {
    const { faults } = refusal
    return { error: new AppError('invalid', words.render('link.invalid'), [...faults]), faults }
  }
  const { refused, triesLeft = 0 } = refusal
  const differs = { field: 'code', message: words.render('link.field-code-differs') }
  const faults = refused === 'wrong-code' ? [differs] : []
  const message = words.render(`link.${refused}`, { tries: CODE_TRIES, triesLeft })
  return { error: new AppError(STATUS_OF[refused], message, faults.length > 0 ? faults : { refused }), faults }
}
