/** Naver TalkTalk webhook event (Chat Bot API v1): reads what TalkTalk posts and says what we need of it. */
import { z } from 'zod'
import { TOKEN_PATTERN } from '../../platform/cipher.js'
import { clean } from '../../platform/clean.js'
import { present } from '../../platform/present.js'
import { type Issue, issuesOf } from '../issues.js'
import { shorten } from '../shorten.js'
import { userId as user } from '../user-id.js'

const textContent = z.object({
  text: z.string().nullish(),
  code: z.string().nullish(),
  inputType: z.string().nullish(),
})
const openOptions = z.object({ from: z.string().nullish(), under14: z.boolean().nullish() })
const setOptions = z.object({ set: z.string().nullish() })
const profileOptions = z.object({ result: z.string().nullish(), withdrawals: z.unknown().optional() })
const handoverOptions = z.object({ control: z.string().nullish() })

/** What every event has; events that we do not know come without a user too. */
const common = z.object({ event: z.string().min(1), standby: z.boolean().nullish() })

const known = z.discriminatedUnion('event', [
  z.object({ event: z.literal('open'), user, options: openOptions.nullish() }),
  z.object({ event: z.literal('leave'), user }),
  z.object({ event: z.literal('friend'), user, options: setOptions.nullish() }),
  z.object({
    event: z.literal('send'),
    user,
    textContent: textContent.nullish(),
    imageContent: z.unknown().optional(),
  }),
  z.object({ event: z.literal('profile'), user, options: profileOptions.nullish() }),
  z.object({ event: z.literal('handover'), user, options: handoverOptions.nullish() }),
])
type Known = z.infer<typeof known>

export type TalkTalkEvent =
  /** `under14` is given only when Naver says so: without their guardian's consent nothing personal may be collected. */
  | { readonly kind: 'open'; readonly user: string; readonly under14?: boolean; readonly token?: string }
  /** `value` is the code of the pressed button. */
  | {
      readonly kind: 'say'
      readonly user: string
      readonly text: string
      readonly value?: string
      readonly token?: string
    }
  | { readonly kind: 'friend'; readonly user: string; readonly added: boolean }
  /** `phone` is a temporary number that the person offered; it is not kept. */
  | { readonly kind: 'leave' | 'sticker' | 'image' | 'phone' | 'handover-back'; readonly user: string }
  /** What was got from the named fields has to be deleted; where none is named, all. */
  | { readonly kind: 'withdraw'; readonly user: string; readonly fields: readonly string[] }
  /** Nothing to do and nothing to say. `standby`: a person of the staff is talking. */
  | { readonly kind: 'ignored'; readonly event: string; readonly standby: boolean }

export type TalkTalkReading =
  | { readonly ok: true; readonly event: TalkTalkEvent }
  | { readonly ok: false; readonly issues: readonly Issue[] }

const LONGEST_TEXT = 1000
const KNOWN: readonly string[] = known.options.map(option => option.shape.event.value)

/**
 * Events that it does not know are ignored, as Naver adds kinds, and so are echoes, which hold our own messages. During standby only
 * a withdrawal counts.
 */
export function readTalkTalk(body: unknown): TalkTalkReading {
  const outline = common.safeParse(body)
  if (!outline.success) return { ok: false, issues: issuesOf(outline.error) }
  const { event, standby } = outline.data
  const ignored: TalkTalkEvent = { kind: 'ignored', event, standby: standby === true }
  if (!KNOWN.includes(event)) return { ok: true, event: ignored }
  const parsed = known.safeParse(body)
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error) }
  const meant = toEvent(parsed.data) ?? ignored
  return { ok: true, event: ignored.standby && meant.kind !== 'withdraw' ? ignored : meant }
}

/** `undefined` where there is nothing for us in it. */
function toEvent(data: Known): TalkTalkEvent | undefined {
  const { user } = data
  if (data.event === 'leave') return { kind: 'leave', user }
  if (data.event === 'friend')
    return data.options?.set ? { kind: 'friend', user, added: data.options.set === 'on' } : undefined
  if (data.event === 'profile')
    return data.options?.result === 'WITHDRAW'
      ? { kind: 'withdraw', user, fields: fieldsIn(data.options.withdrawals) }
      : undefined
  if (data.event === 'handover')
    return data.options?.control === 'passThread' ? { kind: 'handover-back', user } : undefined
  if (data.event === 'open') return opened(user, data.options ?? {})
  if (data.textContent) return said(user, data.textContent)
  return data.imageContent ? { kind: 'image', user } : undefined
}

/** A list in any other form than Naver's own names nothing, so that rather too much is deleted than too little. */
function fieldsIn(withdrawals: unknown): string[] {
  const parsed = z.array(z.string()).safeParse(withdrawals)
  return parsed.success ? parsed.data.map(field => field.trim().toLowerCase()) : []
}

function opened(user: string, { from, under14 }: z.infer<typeof openOptions>): TalkTalkEvent {
  return present({
    kind: 'open',
    user,
    under14: typeof under14 === 'boolean' ? under14 : undefined,
    token: tokenIn(from),
  })
}

function said(user: string, { text: raw, code, inputType }: z.infer<typeof textContent>): TalkTalkEvent | undefined {
  if (inputType === 'sticker') return { kind: 'sticker', user }
  if (inputType === 'vphone') return { kind: 'phone', user }
  if (typeof raw !== 'string') return undefined
  const text = shorten(clean(raw), LONGEST_TEXT)
  const token = tokenIn(text) ?? tokenIn(code)
  const words = inputType === 'calendar' ? dated(text) : text
  return present({ kind: 'say', user, text: words, value: code || undefined, token })
}

/** Calendar components answer `20180320` or `20180329-20180401`; people write dates with hyphens and spans with `~`. */
function dated(text: string): string {
  const day = /(\d{4})(\d{2})(\d{2})/g
  return /^\d{8}(-\d{8})?$/.test(text) ? text.replace('-', '~').replace(day, '$1-$2-$3') : text
}

function tokenIn(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return TOKEN_PATTERN.test(trimmed) ? trimmed : undefined
}
