/** What we ask SOLAPI to send: AlimTalk, SMS and LMS with their limits. Unknown keys are refused. */
import { z } from 'zod'
import { present } from '../../platform/present.js'
import { webAddress } from '../web-address.js'
import { eucKrBytes, toEucKr } from './euc-kr.js'

const SMS_BYTES = 90
const LMS_BYTES = 2000
const SUBJECT_BYTES = 40
const ALIMTALK_LENGTH = 1000
/** In one call. */
export const MOST_MESSAGES = 10_000

const words = z.string().min(1)
const mobile = z.string().regex(/^01\d{8,9}$/, 'must be a mobile number of digits only')
const sender = z.string().regex(/^\d{8,12}$/, 'must be a number of digits only')

function bytes(most: number) {
  return words.refine(text => (eucKrBytes(text) ?? most + 1) <= most, `must be EUC-KR of at most ${most} bytes`)
}

const common = {
  to: mobile,
  from: sender,
  customFields: z.strictObject({ notificationId: words.max(100) }),
}

const button = z.strictObject({
  buttonType: z.literal('WL'),
  buttonName: words.max(14),
  linkMo: webAddress,
  linkPc: webAddress.optional(),
})

const alimTalk = z.strictObject({
  type: z.literal('ATA'),
  text: words.max(ALIMTALK_LENGTH),
  ...common,
  kakaoOptions: z.strictObject({
    pfId: words,
    templateId: words,
    /** SOLAPI would send an SMS of its own choosing; falling back is ours to decide. */
    disableSms: z.literal(true),
    buttons: z.array(button).max(5).optional(),
  }),
})
const sms = z.strictObject({ type: z.literal('SMS'), text: bytes(SMS_BYTES), ...common })
const lms = z.strictObject({
  type: z.literal('LMS'),
  text: bytes(LMS_BYTES),
  subject: bytes(SUBJECT_BYTES).optional(),
  ...common,
})

export const solapiMessage = z.discriminatedUnion('type', [alimTalk, sms, lms])

/** The body of `POST /messages/v4/groups`. Two notices to one number are two facts, so they may stand in one group. */
export const solapiGroup = z.strictObject({ allowDuplicates: z.literal(true) })

/** The body of `PUT /messages/v4/groups/{groupId}/messages`. */
export const solapiAddition = z.strictObject({ messages: z.array(solapiMessage).min(1).max(MOST_MESSAGES) })

export type SolapiMessage = z.infer<typeof solapiMessage>

interface Addressed {
  /** Ours; results and delivery reports come back under it. */
  readonly id: string
  readonly to: string
  readonly from: string
  /** All that the person reads, fully rendered. */
  readonly text: string
}
export interface AlimTalk extends Addressed {
  readonly pfId: string
  readonly templateId: string
  readonly buttons?: readonly { readonly name: string; readonly url: string }[]
}

/** SOLAPI compares `text` and buttons with the registered template, so nothing is shortened here. */
export function createAlimTalk({ pfId, templateId, text, buttons = [], ...addressed }: AlimTalk): SolapiMessage {
  const links = buttons.map(({ name, url }) => ({
    buttonType: 'WL' as const,
    buttonName: name,
    linkMo: url,
    linkPc: url,
  }))
  return {
    type: 'ATA',
    text,
    ...address(addressed),
    kakaoOptions: present({ pfId, templateId, disableSms: true, buttons: links.length > 0 ? links : undefined }),
  }
}

/**
 * An SMS while it fits into 90 bytes, else an LMS; what EUC-KR has not is written otherwise. `lastLine` is left out where the SMS would
 * become an LMS by it: browsers read it from an SMS only, and an LMS costs three times as much.
 */
export function createTextMessage(message: Addressed & { readonly lastLine?: string | undefined }): SolapiMessage {
  const { text, lastLine, ...addressed } = message
  const bound = lastLine ? toEucKr(`${text}\n${lastLine}`) : ''
  const fits = bound !== '' && (eucKrBytes(bound) ?? SMS_BYTES + 1) <= SMS_BYTES
  const readable = fits ? bound : toEucKr(text)
  const type = (eucKrBytes(readable) ?? 0) <= SMS_BYTES ? 'SMS' : 'LMS'
  return { type, text: readable, ...address(addressed) }
}

function address({ id, to, from }: Omit<Addressed, 'text'>) {
  return { to: digits(to), from: digits(from), customFields: { notificationId: id } }
}

function digits(number: string): string {
  return number.replace(/[-\s]/g, '')
}
