/** List replies in Kakao's list cards; more items than one card holds, and several lists, stand side by side in a carousel. */

import { present } from '../../platform/present.js'
import type { ListReply } from '../messenger.js'
import { linkLines, plainList } from '../plain.js'
import { chunks } from '../runs.js'
import { shorten } from '../shorten.js'
import { isChoice, placeButtons } from './buttons.js'
import { MOST_LIST_ITEMS, MOST_LISTS_IN_CAROUSEL } from './limits.js'
import { type Part, textPart } from './part.js'
import type { KakaoListCard } from './response.js'

/** No length is documented; what is longer than this is never shown. */
const WORDS_LENGTH = 200
/** The guide allows three as on every card, other sources two. */
const MOST_LIST_BUTTONS = 2

export function listParts(lists: readonly ListReply[]): Part[] {
  const links = linkLines(lists.flatMap(({ buttons = [] }) => placeButtons(buttons, MOST_LIST_BUTTONS).spare))
  return [...cards(lists), ...(links ? [textPart(links)] : [])]
}

function cards(lists: readonly ListReply[]): Part[] {
  if (lists.length > 1 && lists.every(list => list.items.length <= MOST_LIST_ITEMS.carousel)) return carousels(lists)
  return lists.flatMap(list => (list.items.length <= MOST_LIST_ITEMS.alone ? [alone(list)] : carousels(inCards(list))))
}

/** One list over several cards; its buttons stand on the last one. */
function inCards({ title, items, buttons = [] }: ListReply): ListReply[] {
  const pages = chunks(items, MOST_LIST_ITEMS.carousel)
  return pages.map((some, n) => ({ kind: 'list', title, items: some, buttons: n === pages.length - 1 ? buttons : [] }))
}

function carousels(lists: readonly ListReply[]): Part[] {
  return chunks(lists, MOST_LISTS_IN_CAROUSEL).map(some => {
    const parts = some.map(alone)
    const [first] = parts
    if (first && parts.length === 1) return first
    return {
      plain: parts.map(part => part.plain).join('\n\n'),
      presses: parts.flatMap(part => part.presses),
      bubble: {
        output: { carousel: { type: 'listCard', items: some.map(listCard) } },
        moved: parts.flatMap(part => part.bubble?.moved ?? []),
      },
    }
  })
}

function alone(list: ListReply): Part {
  const buttons = list.buttons ?? []
  return {
    plain: plainList(list),
    presses: [...list.items.map(item => item.choice), ...buttons.filter(isChoice)],
    bubble: { output: { listCard: listCard(list) }, moved: placeButtons(buttons, MOST_LIST_BUTTONS).moved },
  }
}

function listCard({ title, items, buttons = [] }: ListReply): KakaoListCard {
  const { on } = placeButtons(buttons, MOST_LIST_BUTTONS)
  return present({
    header: { title: shorten(title, WORDS_LENGTH) },
    items: items.map(({ title, text, choice: { say, value } }) =>
      present({
        title: shorten(title, WORDS_LENGTH),
        description: text ? shorten(text, WORDS_LENGTH) : undefined,
        action: 'message' as const,
        messageText: say,
        extra: value ? { value } : undefined,
      }),
    ),
    buttons: on.length > 0 ? [...on] : undefined,
  })
}
