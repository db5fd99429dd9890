/** The parts of Kakao's cards, each with its documented limits. Unknown keys are refused: Kakao drops a bubble that it cannot read. */
import { z } from 'zod'
import { webAddress } from '../web-address.js'
import { ALT_TEXT, BUTTON_LABEL, MOST_BUTTONS, MOST_SIDE_BY_SIDE, SIDE_BY_SIDE_LABEL } from './limits.js'

export const words = z.string().min(1)
const label = words.max(BUTTON_LABEL)
const extra = z.record(z.string(), z.unknown()).optional()
const wholeNumber = z.int().nonnegative()

/** Lines are counted by their ends only: where a line wraps depends on the phone. */
export function lines(most: number) {
  return z.string().refine(text => text.split('\n').length <= most, `must be at most ${most} lines`)
}

const link = z.strictObject({
  pc: webAddress.optional(),
  mobile: webAddress.optional(),
  web: webAddress.optional(),
})

export const thumbnail = z.strictObject({
  imageUrl: webAddress,
  altText: z.string().max(ALT_TEXT).optional(),
  link: link.optional(),
  fixedRatio: z.boolean().optional(),
})
export const sizedThumbnail = thumbnail.extend({ width: wholeNumber.optional(), height: wholeNumber.optional() })

export const button = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('webLink'), label, webLinkUrl: webAddress }),
  z.strictObject({ action: z.literal('message'), label, messageText: words, extra }),
  z.strictObject({ action: z.literal('block'), label, blockId: words, messageText: words.optional(), extra }),
  z.strictObject({ action: z.literal('phone'), label, phoneNumber: words }),
  z.strictObject({ action: z.literal('share'), label }),
  z.strictObject({ action: z.literal('operator'), label }),
])
export type KakaoButton = z.infer<typeof button>

/** What every card may have. */
export const pressable = {
  buttons: z.array(button).max(MOST_BUTTONS).optional(),
  buttonLayout: z.enum(['vertical', 'horizontal']).optional(),
  forwardable: z.boolean().optional(),
}

interface Layout {
  readonly buttons?: readonly KakaoButton[] | undefined
  readonly buttonLayout?: 'vertical' | 'horizontal' | undefined
  readonly thumbnail?: { readonly fixedRatio?: boolean | undefined } | undefined
}

/** A 1:1 picture puts the buttons side by side unless the layout says otherwise. */
export function fitsLayout({ buttons = [], buttonLayout, thumbnail }: Layout): boolean {
  const sideBySide = buttonLayout ? buttonLayout === 'horizontal' : thumbnail?.fixedRatio === true
  if (!sideBySide || buttons.length < MOST_SIDE_BY_SIDE) return true
  return buttons.length === MOST_SIDE_BY_SIDE && buttons.every(({ label }) => label.length <= SIDE_BY_SIDE_LABEL)
}
export const LAYOUT = `side by side: at most ${MOST_SIDE_BY_SIDE} buttons with labels of ${SIDE_BY_SIDE_LABEL}`

export const quickReply = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('message'), label, messageText: words, extra }),
  z.strictObject({ action: z.literal('block'), label, blockId: words, messageText: words.optional(), extra }),
])
export type KakaoQuickReply = z.infer<typeof quickReply>

const listWords = { title: words, description: z.string().optional(), imageUrl: webAddress.optional() }

export const listItem = z.union([
  z.strictObject({ ...listWords, action: z.literal('message'), messageText: words, extra }),
  z.strictObject({ ...listWords, action: z.literal('block'), blockId: words, messageText: words.optional(), extra }),
  z.strictObject({ ...listWords, link: link.optional() }),
])
