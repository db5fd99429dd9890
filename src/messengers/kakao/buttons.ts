/** Buttons and quick replies of Kakao. */

import { present } from '../../platform/present.js'
import type { Button, Choice } from '../messenger.js'
import { shorten } from '../shorten.js'
import type { KakaoButton, KakaoQuickReply } from './components.js'
import { BUTTON_LABEL, MOST_QUICK_REPLIES } from './limits.js'

/** What stands on a card, and what finds no place there: choices become quick replies, links become lines of text. */
export interface Placed {
  readonly on: readonly KakaoButton[]
  readonly moved: readonly Choice[]
  readonly spare: readonly Button[]
}

/** Only choices can be pressed elsewhere, so links, numbers and the operator stay first. The order stays as given. */
export function placeButtons(buttons: readonly Button[], most: number): Placed {
  const staying = new Set([...buttons.filter(button => !isChoice(button)), ...buttons.filter(isChoice)].slice(0, most))
  const leaving = buttons.filter(button => !staying.has(button))
  return {
    on: buttons.filter(button => staying.has(button)).map(toButton),
    moved: leaving.filter(isChoice),
    spare: leaving.filter(button => !isChoice(button)),
  }
}

export function isChoice(button: Button): button is Choice {
  return 'say' in button
}

function toButton(button: Button): KakaoButton {
  const label = shorten(button.label, BUTTON_LABEL)
  if ('operator' in button) return { action: 'operator', label }
  if ('url' in button) return { action: 'webLink', label, webLinkUrl: button.url }
  if ('phone' in button) return { action: 'phone', label, phoneNumber: button.phone }
  return pressing(button)
}

function pressing({ label, say, value }: Choice): KakaoQuickReply & { action: 'message' } {
  const extra = value ? { value } : undefined
  return present({ action: 'message', label: shorten(label, BUTTON_LABEL), messageText: say, extra })
}

/** The first ten; what would say the same again is left out. */
export function toQuickReplies(choices: readonly Choice[]): KakaoQuickReply[] {
  const different = new Map(choices.map(choice => [`${choice.say}\0${choice.value ?? ''}`, choice]))
  return [...different.values()].slice(0, MOST_QUICK_REPLIES).map(pressing)
}
