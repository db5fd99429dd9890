/** Kakao skill call, version 2.0: reads what the bot platform posts and says what we need of it. */
import { z } from 'zod'
import { TOKEN_PATTERN } from '../../platform/cipher.js'
import { clean } from '../../platform/clean.js'
import { present } from '../../platform/present.js'
import { type Issue, issuesOf } from '../issues.js'
import { shorten } from '../shorten.js'
import { userId } from '../user-id.js'
import { isPicture } from './picture.js'

/**
 * Tolerant on purpose: Kakao adds fields at any time, the admin centre's test button sends `null`s and leaves `contexts` out, team
 * chats have no `params`. Only what a turn cannot do without is required.
 */
const kakaoSkillCall = z.object({
  bot: z.object({ id: z.string() }).nullish(),
  action: z.object({ clientExtra: z.unknown().optional() }).nullish(),
  userRequest: z.object({
    user: z.object({ id: userId, type: z.string().nullish() }),
    utterance: z.string(),
    params: z.unknown().optional(),
    callbackUrl: z.string().nullish(),
    chat: z.unknown().optional(),
  }),
})

export interface KakaoCall {
  /** The person in this bot (`botUserKey`). */
  readonly user: string
  /** The admin centre's skill-test button: nobody stands behind it, so it must not make an account. */
  readonly isTrial: boolean
  readonly isGroup: boolean
  /** What was said: clean, at most `LONGEST_UTTERANCE` characters; nothing where a picture was sent. */
  readonly text: string
  readonly isPicture: boolean
  /** What the pressed choice carried along. */
  readonly value?: string
  /** An entry or link token, by whichever way it came. */
  readonly token?: string
  /** Request data: only ever call it after comparing it with the configured Kakao address. */
  readonly callbackUrl?: string
  /** Without the `!` that marks the development channel. */
  readonly botId?: string
}
export type KakaoReading =
  | { readonly ok: true; readonly call: KakaoCall }
  | { readonly ok: false; readonly issues: readonly Issue[] }

const LONGEST_UTTERANCE = 1000

export function readKakao(body: unknown): KakaoReading {
  const parsed = kakaoSkillCall.safeParse(body)
  return parsed.success ? { ok: true, call: toCall(parsed.data) } : { ok: false, issues: issuesOf(parsed.error) }
}

function toCall({ bot, action, userRequest }: z.infer<typeof kakaoSkillCall>): KakaoCall {
  const said = clean(userRequest.utterance)
  const text = isPicture(said) ? '' : shorten(said, LONGEST_UTTERANCE)
  const value = valueIn(action?.clientExtra)
  const token = [action?.clientExtra, userRequest.params, text].map(findToken).find(found => found !== undefined)
  const botId = bot?.id.trim().replace(/!$/, '')
  return present({
    user: userRequest.user.id,
    isTrial: userRequest.user.type === 'accountId',
    isGroup: typeof userRequest.chat === 'object' && userRequest.chat !== null,
    text,
    isPicture: isPicture(said),
    value: value || undefined,
    token,
    callbackUrl: userRequest.callbackUrl || undefined,
    botId: botId || undefined,
  })
}

const pressed = z.object({ value: z.string() })

function valueIn(clientExtra: unknown): string | undefined {
  const parsed = pressed.safeParse(clientExtra)
  return parsed.success ? parsed.data.value : undefined
}

/** The first string of a token's form anywhere in `value`, in document order. A stack, as the nesting is the caller's choice. */
function findToken(value: unknown): string | undefined {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string' && TOKEN_PATTERN.test(next)) return next
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next).reverse()) waiting.push(part)
  }
  return undefined
}
