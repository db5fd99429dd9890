/** Buttons and quick replies of TalkTalk. */
import type { Button } from '../messenger.js'
import { toPhoneAddress } from '../phone-address.js'
import { shorten } from '../shorten.js'
import {
  BUTTON_TITLE,
  CODE_LENGTH,
  MOST_QUICK_REPLIES,
  QUICK_TITLE,
  type TalkTalkButton,
  type TalkTalkQuickButton,
} from './message.js'

type Plain = Extract<TalkTalkButton, { type: 'TEXT' | 'LINK' }>

export function toButton(button: Button): TalkTalkButton {
  return pressable(button, BUTTON_TITLE)
}

/** The first ten; what would say the same again is left out. */
export function toQuickButtons(buttons: readonly Button[]): TalkTalkQuickButton[] {
  const different = new Map(buttons.map(button => [identityOf(button), button]))
  return [...different.values()].slice(0, MOST_QUICK_REPLIES).map(button => pressable(button, QUICK_TITLE))
}

/** TalkTalk has no button for the operator: its label, once said, asks for one. A number is the address of a link. */
function pressable(button: Button, length: number): Plain {
  const address = addressOf(button)
  if (address !== undefined)
    return { type: 'LINK', data: { title: shorten(button.label, length), url: address, mobileUrl: address } }
  const { label, say, value } = 'say' in button ? button : { label: button.label, say: button.label, value: undefined }
  return { type: 'TEXT', data: { title: titleOf(label, say, length), code: codeOf(say, value) } }
}

function addressOf(button: Button): string | undefined {
  if ('url' in button) return button.url
  return 'phone' in button ? toPhoneAddress(button.phone) : undefined
}

/** A title is what the person is seen to say, so the sentence that stands for itself is preferred. */
function titleOf(label: string, say: string, length: number): string {
  return say.length <= length ? say : shorten(label, length)
}

/** A value that was cut would mean something else, so one that is too long gives way to the sentence. */
function codeOf(say: string, value = ''): string {
  return value && value.length <= CODE_LENGTH ? value : shorten(say, CODE_LENGTH)
}

function identityOf(button: Button): string {
  const address = addressOf(button)
  if (address !== undefined) return address
  return 'say' in button ? `${button.say}\0${button.value ?? ''}` : button.label
}
