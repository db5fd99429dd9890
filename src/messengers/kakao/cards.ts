/** Card replies in Kakao's cards: a picture makes a basic card, facts make an item card, anything else is a text card. */

import { present } from '../../platform/present.js'
import type { CardReply } from '../messenger.js'
import { factLines, linkLines, paragraphs, plainCard } from '../plain.js'
import { chunks } from '../runs.js'
import { shorten, shortenLines } from '../shorten.js'
import { isChoice, type Placed, placeButtons } from './buttons.js'
import {
  ALT_TEXT,
  type CardForm,
  FACT_LABEL,
  FACT_LINES,
  MOST_BUTTONS,
  MOST_FACTS,
  MOST_IN_CAROUSEL,
  ROOM,
  type Room,
} from './limits.js'
import { type Part, textPart } from './part.js'
import type { KakaoBasicCard, KakaoItemCard, KakaoOutput, KakaoTextCard } from './response.js'

/** What two lines of an item card show on a narrow phone; a longer value is read better as a line of text. */
const FACT_LENGTH = 36
const HEAD_LENGTH = 30
const BELOW_FACTS = '안내'

export function formOf({ image, facts = [] }: CardReply): CardForm {
  if (image) return 'basicCard'
  const listable = facts.every(
    ({ label, value }) =>
      label &&
      label.length <= FACT_LABEL &&
      value &&
      value.length <= FACT_LENGTH &&
      value.split('\n').length <= FACT_LINES,
  )
  return listable && facts.length > 0 && facts.length <= MOST_FACTS.alone ? 'itemCard' : 'textCard'
}

/** Cards of one form: a carousel where each is whole in it, otherwise one after the other. */
export function cardParts(form: CardForm, cards: readonly CardReply[]): Part[] {
  const drafts = cards.map(card => draft(form, card))
  const facts = cards.every(card => (card.facts ?? []).length <= MOST_FACTS.carousel || form !== 'itemCard')
  // Kakao wants a head on all cards of a carousel or on none.
  const alike = drafts.every(({ head }) => head) || drafts.every(({ head }) => !head)
  const whole = drafts.every(one => fits(one.words, ROOM[form].carousel))
  if (cards.length < 2 || !facts || !alike || !whole) return drafts.map(alone)
  return chunks(drafts, MOST_IN_CAROUSEL).map(some => (some.length === 1 ? alone(some[0]!) : carousel(form, some)))
}

interface Words {
  readonly title: string
  readonly body: string
}
interface Draft {
  readonly form: CardForm
  readonly card: CardReply
  /** The title above the facts of an item card; what it says otherwise stands below them. */
  readonly head?: string
  readonly words: Words
  readonly placed: Placed
}

function draft(form: CardForm, card: CardReply): Draft {
  const placed = placeButtons(card.buttons ?? [], MOST_BUTTONS)
  const body = paragraphs(card.text ?? '', form === 'itemCard' ? '' : factLines(card), linkLines(placed.spare))
  if (form === 'itemCard' && isHead(card.title))
    return { form, card, placed, head: card.title, words: belowFacts(body) }
  return { form, card, placed, words: wordsFor(form, { title: card.title, body }) }
}

/** A head is one line on a narrow phone. */
function isHead(title: string): boolean {
  return title.length > 0 && title.length <= HEAD_LENGTH && !title.includes('\n')
}

/** An item card describes only what has a title. It is ours: an organisation's first line would stand there in bold, like a fact. */
function belowFacts(body: string): Words {
  return body ? { title: BELOW_FACTS, body } : { title: '', body: '' }
}

/** A title that is too long goes on as text. */
function wordsFor(form: CardForm, { title, body }: Words): Words {
  if (form === 'itemCard') return title ? { title, body } : { title: body, body: '' }
  return title.length <= ROOM[form].alone.title ? { title, body } : { title: '', body: paragraphs(title, body) }
}

function fits({ title, body }: Words, room: Room): boolean {
  return (
    title.length <= room.title &&
    body.length <= room.description &&
    title.length + body.length <= room.together &&
    linesOf(title) + linesOf(body) <= room.lines &&
    linesOf(body) <= room.descriptionLines
  )
}

function linesOf(text: string): number {
  return text ? text.split('\n').length : 0
}

function cut({ title, body }: Words, room: Room): Words {
  const shortTitle = shortenLines(title, room.title, room.lines)
  const roomLeft = Math.min(room.description, room.together - shortTitle.length)
  const linesLeft = Math.min(room.descriptionLines, room.lines - linesOf(shortTitle))
  return { title: shortTitle, body: roomLeft < 1 || linesLeft < 1 ? '' : shortenLines(body, roomLeft, linesLeft) }
}

function alone(one: Draft): Part {
  const { form, card, words, placed } = one
  const room = ROOM[form].alone
  const plain = plainCard(card)
  const presses = (card.buttons ?? []).filter(isChoice)
  if (fits(words, room)) return { plain, presses, bubble: { output: toOutput(one, words), moved: placed.moved } }
  if (form === 'textCard' && placed.on.length === 0) return textPart(plain, presses)
  const short = toOutput(one, cut(words, room))
  const name = one.head ? '' : shorten(card.title || words.title || words.body, room.title)
  const nameOnly = toOutput(one, { title: name, body: '' })
  const text = one.head ? words.body : paragraphs(words.title, words.body)
  return { plain, presses, bubble: { output: short, moved: placed.moved, whole: { text, output: nameOnly } } }
}

function carousel(form: CardForm, drafts: readonly Draft[]): Part {
  const plain = drafts.map(({ card }) => plainCard(card)).join('\n\n')
  const presses = drafts.flatMap(({ card }) => (card.buttons ?? []).filter(isChoice))
  const moved = drafts.flatMap(({ placed }) => placed.moved)
  return { plain, presses, bubble: { output: { carousel: toCarousel(form, drafts) }, moved } }
}

function toCarousel(form: CardForm, drafts: readonly Draft[]): NonNullable<KakaoOutput['carousel']> {
  if (form === 'basicCard') return { type: form, items: drafts.map(one => basicCard(one, one.words)) }
  if (form === 'itemCard') return { type: form, items: drafts.map(one => itemCard(one, one.words)) }
  return { type: form, items: drafts.map(one => textCard(one, one.words)) }
}

function toOutput(one: Draft, words: Words): KakaoOutput {
  if (one.form === 'basicCard') return { basicCard: basicCard(one, words) }
  if (one.form === 'itemCard') return { itemCard: itemCard(one, words) }
  return { textCard: textCard(one, words) }
}

function textCard({ placed }: Draft, { title, body }: Words): KakaoTextCard {
  const buttons = placed.on.length > 0 ? [...placed.on] : undefined
  return present({ title: title || undefined, description: body || undefined, buttons })
}

function basicCard(one: Draft, words: Words): KakaoBasicCard {
  const { url = '', alt = '' } = one.card.image ?? {}
  return { thumbnail: { imageUrl: url, altText: shorten(alt, ALT_TEXT) }, ...textCard(one, words) }
}

function itemCard(one: Draft, words: Words): KakaoItemCard {
  const itemList = (one.card.facts ?? []).map(({ label, value }) => ({ title: label, description: value }))
  const head = one.head ? { head: { title: one.head } } : {}
  return { ...head, ...textCard(one, words), itemList, itemListAlignment: 'left' }
}
