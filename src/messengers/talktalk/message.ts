/** What we send to Naver TalkTalk (Chat Bot API v1), with every documented limit. Unknown keys are refused. */
import { z } from 'zod'
import { phoneAddress } from '../phone-address.js'
import { webAddress } from '../web-address.js'

export const TEXT_LENGTH = 10_000
export const TITLE_LENGTH = 200
export const DESCRIPTION_LENGTH = 1000
export const BUTTON_TITLE = 18
export const QUICK_TITLE = 10
export const CODE_LENGTH = 1000
export const MOST_BUTTONS = 10
/** Not documented; the same as in every other list of buttons. */
export const MOST_QUICK_REPLIES = 10
export const MOST_IN_CAROUSEL = 10
const MOST_ELEMENTS = 3
const ELEMENT_WORDS = 100

const words = z.string().min(1)
const code = words.max(CODE_LENGTH)
const day = z.string().regex(/^\d{8}$/)
const clockTime = z.string().regex(/^\d{4}$/)

function text(title: number) {
  return z.strictObject({
    type: z.literal('TEXT'),
    data: z.strictObject({ title: words.max(title), code: code.optional() }),
  })
}
/** That a link may dial is said of the menu alone; the same button stands there. */
const address = z.union([webAddress, phoneAddress])
function link(title: number) {
  const data = z.strictObject({
    title: words.max(title),
    url: address,
    mobileUrl: address,
    mobileTarget: z.literal('webview').optional(),
    mobileTargetAttr: z
      .strictObject({ webviewTitle: words.optional(), webviewHeight: z.int().min(30).max(90).optional() })
      .optional(),
  })
  return z.strictObject({ type: z.literal('LINK'), data })
}

const option = z.strictObject({
  type: z.literal('OPTION'),
  data: z.strictObject({
    title: words.max(BUTTON_TITLE),
    buttonList: z
      .array(z.discriminatedUnion('type', [text(QUICK_TITLE), link(QUICK_TITLE)]))
      .min(1)
      .max(MOST_BUTTONS),
  }),
})

const calendarOptions = z
  .strictObject({
    placeholder: z.string().optional(),
    start: day.optional(),
    end: day.optional(),
    disables: z.string().optional(),
    isRange: z.boolean().optional(),
  })
  .refine(({ start, end }) => (start === undefined) === (end === undefined), 'start and end belong together')
const timeOptions = z.strictObject({
  start: clockTime,
  end: clockTime,
  interval: z.string().refine(value => Number(value) >= 5 && Number(value) <= 720 && Number(value) % 5 === 0),
  disables: z.string().optional(),
})

function pickers(title: number) {
  const named = { title: words.max(title), code }
  return [
    z.strictObject({ type: z.literal('TIME'), data: z.strictObject(named) }),
    z.strictObject({
      type: z.literal('CALENDAR'),
      data: z.strictObject({ ...named, options: z.strictObject({ calendar: calendarOptions }).optional() }),
    }),
    z.strictObject({
      type: z.literal('TIMEINTERVAL'),
      data: z.strictObject({ ...named, options: z.strictObject({ timeInterval: timeOptions }) }),
    }),
  ] as const
}

const button = z.discriminatedUnion('type', [text(BUTTON_TITLE), link(BUTTON_TITLE), option, ...pickers(BUTTON_TITLE)])
const quickButton = z.discriminatedUnion('type', [text(QUICK_TITLE), link(QUICK_TITLE), ...pickers(QUICK_TITLE)])
const quickReply = z.strictObject({ buttonList: z.array(quickButton).min(1).max(MOST_QUICK_REPLIES) }).optional()

const image = z
  .strictObject({ imageUrl: webAddress.optional(), imageId: words.optional() })
  .refine(({ imageUrl, imageId }) => (imageUrl === undefined) !== (imageId === undefined), 'either imageUrl or imageId')

const element = z.strictObject({
  title: words.max(ELEMENT_WORDS),
  description: z.string().max(ELEMENT_WORDS).optional(),
  subDescription: z.string().max(ELEMENT_WORDS).optional(),
  image: image.optional(),
  button: z.discriminatedUnion('type', [text(QUICK_TITLE), link(QUICK_TITLE)]).optional(),
})

const composite = z
  .strictObject({
    title: words.max(TITLE_LENGTH).optional(),
    description: words.max(DESCRIPTION_LENGTH).optional(),
    image: image.optional(),
    elementList: z
      .strictObject({ type: z.literal('LIST'), data: z.array(element).min(1).max(MOST_ELEMENTS) })
      .optional(),
    buttonList: z.array(button).min(1).max(MOST_BUTTONS).optional(),
  })
  .refine(card => card.title || card.description || card.elementList, 'needs a title, a description or a list')
  .refine(card => Object.keys(card).length >= 2, 'needs two parts')

/** Our answer: without a user, as in the body of the webhook's response, where TalkTalk knows the user. */
export const talkTalkMessage = z
  .strictObject({
    event: z.literal('send'),
    textContent: z.strictObject({ text: words.max(TEXT_LENGTH), code: code.optional(), quickReply }).optional(),
    imageContent: z
      .strictObject({ imageUrl: webAddress.optional(), imageId: words.optional(), quickReply })
      .refine(
        ({ imageUrl, imageId }) => (imageUrl === undefined) !== (imageId === undefined),
        'either imageUrl or imageId',
      )
      .optional(),
    compositeContent: z
      .strictObject({ compositeList: z.array(composite).min(1).max(MOST_IN_CAROUSEL), quickReply })
      .optional(),
    options: z.strictObject({ notification: z.boolean().optional() }).optional(),
  })
  .refine(
    ({ textContent, imageContent, compositeContent }) =>
      [textContent, imageContent, compositeContent].filter(content => content !== undefined).length === 1,
    'must have exactly one content',
  )

const action = z.strictObject({
  event: z.literal('action'),
  user: words,
  options: z.strictObject({ action: z.enum(['typingOn', 'typingOff']) }),
})
const handover = z.strictObject({
  event: z.literal('handover'),
  user: words,
  options: z.discriminatedUnion('control', [
    z.strictObject({ control: z.literal('passThread'), targetId: z.int() }),
    z.strictObject({ control: z.literal('takeThread'), metadata: z.string() }),
  ]),
})

/** Everything that we post to the send API. */
export const talkTalkPost = z.discriminatedUnion('event', [
  talkTalkMessage.safeExtend({ user: words }),
  action,
  handover,
])

export type TalkTalkMessage = z.infer<typeof talkTalkMessage>
export type TalkTalkPost = z.infer<typeof talkTalkPost>
export type TalkTalkComposite = z.infer<typeof composite>
export type TalkTalkButton = z.infer<typeof button>
export type TalkTalkQuickButton = z.infer<typeof quickButton>
