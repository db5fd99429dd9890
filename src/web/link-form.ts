/** What the linking page's forms carry, and the sentence for each field that cannot be read. */
import { z } from 'zod'
import { faultOfPhone, readBirth, readCode, readName, readPhone } from '../domain/person-reading.js'
import type { Views } from './views.js'

export interface FieldFault {
  readonly field: string
  readonly message: string
}
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: FieldFault[] }

/** The session of the linking that a form is about; or why it is about none. */
export type Found =
  | { readonly ok: true; readonly session: string }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

const read = <T>(reader: (text: string) => T | undefined) =>
  z.string().transform((text, context) => {
    const value = reader(text)
    if (value !== undefined) return value
    context.addIssue('is not valid')
    return z.NEVER
  })

export const personForm = (today: string) =>
  z.object({
    name: read(readName),
    birth: read(text => readBirth(text, today)),
    phone: read(readPhone),
    consent: z.union([z.literal(true), z.literal('on')]),
  })

export const codeForm = z.object({ code: read(readCode) })

const typedForm = z.object({
  token: z.string().catch(''),
  pairing: z.string().catch(''),
  name: z.string().catch(''),
  birth: z.string().catch(''),
  phone: z.string().catch(''),
  consent: z.unknown().optional(),
})
export type Typed = z.infer<typeof typedForm>

/** What was typed, to be shown again. */
export function readTyped(body: unknown): Typed {
  return typedForm.safeParse(body).data ?? typedForm.parse({})
}

export function readForm<T>(schema: z.ZodType<T>, body: unknown, views: Views): Reading<T> {
  const { data, error } = schema.safeParse(body ?? {})
  if (!error) return { ok: true, value: data }
  const fields = [...new Set(error.issues.map(issue => String(issue.path[0] ?? 'form')))]
  return { ok: false, faults: fields.map(field => faultOf(field, body, views)) }
}

function faultOf(field: string, body: unknown, views: Views): FieldFault {
  const words = field === 'phone' ? `phone-${faultOfPhone(readTyped(body).phone)}` : field
  return { field, message: views.words.render(`link.field-${words}`) }
}

/** Ten digits with anything between them, or the token of a whole link that was pasted. */
export function readPairing(text: string): { token?: string; digits?: string } | undefined {
  const [token] = /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/.exec(text) ?? []
  if (token) return { token }
  const digits = text.normalize('NFKC').replace(/\D/g, '')
  return digits.length === 10 ? { digits } : undefined
}
