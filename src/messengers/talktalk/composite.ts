/** Cards and list items as TalkTalk's composites. */

import { present } from '../../platform/present.js'
import type { CardReply, ListReply } from '../messenger.js'
import { factLines, paragraphs } from '../plain.js'
import { shorten } from '../shorten.js'
import { toButton } from './buttons.js'
import { BUTTON_TITLE, DESCRIPTION_LENGTH, MOST_BUTTONS, type TalkTalkComposite, TITLE_LENGTH } from './message.js'

export interface Composed {
  /** Said before: all that the composite has no room for. Without a composite it is the whole card. */
  readonly text?: string
  readonly composite?: TalkTalkComposite
}

/** Buttons beyond `MOST_BUTTONS` are left to the caller. A picture has no text alternative of its own here, so it is said. */
export function compose(card: CardReply): Composed {
  const alt = card.image && card.image.alt !== card.title ? `(사진: ${card.image.alt})` : ''
  const body = paragraphs(card.text ?? '', factLines(card), alt)
  const isWhole = card.title.length <= TITLE_LENGTH && body.length <= DESCRIPTION_LENGTH
  const whole = paragraphs(card.title, body)
  const composite: TalkTalkComposite = present({
    ...titled(isWhole || card.title ? card.title : body),
    description: isWhole && body ? body : undefined,
    image: card.image && { imageUrl: card.image.url },
    ...buttoned(card),
  })
  if (Object.keys(composite).length < 2) return { text: whole }
  if (isWhole) return { composite }
  return { text: card.title.length <= TITLE_LENGTH ? body : whole, composite }
}

/** A title that a button would cut gives way to its number and a verb, which can be typed as well. */
export function composeItem({ title, text, choice }: ListReply['items'][number], at: number): TalkTalkComposite {
  const description = shorten(text, DESCRIPTION_LENGTH)
  const numbered = `${at + 1}번 보기`
  return {
    ...titled(title),
    ...present({ description: description || undefined }),
    buttonList: [toButton(choice.say.length <= BUTTON_TITLE ? choice : { ...choice, label: numbered, say: numbered })],
  }
}

function titled(title: string): Pick<TalkTalkComposite, 'title'> {
  return title ? { title: shorten(title, TITLE_LENGTH) } : {}
}

function buttoned({ buttons = [] }: CardReply): Pick<TalkTalkComposite, 'buttonList'> {
  return buttons.length > 0 ? { buttonList: buttons.slice(0, MOST_BUTTONS).map(toButton) } : {}
}
