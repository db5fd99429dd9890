/** Makes any answer one that can be put on a wire: clean words, something to read and to press in each part, at least one reply. */
import { clean, cleanLine } from '../platform/clean.js'
import { present } from '../platform/present.js'
import { createBlocks } from '../platform/templates.js'
import { readWords } from '../platform/words.js'
import type { Answer, Button, CardReply, Choice, ListReply, Reply } from './messenger.js'
import { isDialled } from './phone-address.js'
import { isWebAddress } from './web-address.js'

const words = createBlocks(readWords('src/messengers'), { escape: false })
const PROMPT = words.render('tidy.prompt')
const LIST_TITLE = words.render('tidy.list')
const LINK_LABEL = words.render('tidy.link')
const OPERATOR_LABEL = words.render('tidy.operator')
const IMAGE_ALT = words.render('tidy.picture')

/**
 * Total. Replies with nothing in them, choices that say nothing and links that lead nowhere are dropped; an empty answer asks what it
 * can do. Titles, labels and what choices say come on one line.
 */
export function tidy(answer: Answer): Answer {
  const replies = answer.replies.flatMap(tidyReply)
  return {
    replies: replies.length > 0 ? replies : [{ kind: 'text', text: PROMPT }],
    choices: answer.choices.flatMap(tidyChoice),
  }
}

function tidyReply(reply: Reply): Reply[] {
  if (reply.kind === 'card') return tidyCard(reply)
  if (reply.kind === 'list') return tidyList(reply)
  const text = clean(reply.text)
  return text ? [{ kind: 'text', text }] : []
}

function tidyCard(card: CardReply): CardReply[] {
  const text = clean(card.text ?? '')
  const facts = (card.facts ?? [])
    .map(({ label, value }) => ({ label: cleanLine(label), value: clean(value) }))
    .filter(({ label, value }) => label || value)
  const buttons = (card.buttons ?? []).flatMap(tidyButton)
  const alt = cleanLine(card.image?.alt ?? '') || cleanLine(card.title) || IMAGE_ALT
  const image = card.image && isWebAddress(card.image.url) ? { url: card.image.url, alt } : undefined
  const standIn = image ? alt : buttons.map(button => button.label).join(' · ')
  const title = cleanLine(card.title) || (text || facts.length > 0 ? '' : standIn)
  if (!title && !text && facts.length === 0) return []
  return [present({ kind: 'card', title, text, facts, buttons, image })]
}

function tidyList(list: ListReply): Reply[] {
  const items = list.items.flatMap(item => {
    const title = cleanLine(item.title) || cleanLine(item.choice.label) || cleanLine(item.text)
    const [choice] = tidyChoice({ ...item.choice, label: item.choice.label.trim() || title })
    return choice ? [{ title: title || choice.label, text: clean(item.text), choice }] : []
  })
  const buttons = (list.buttons ?? []).flatMap(tidyButton)
  if (items.length === 0) return tidyCard({ kind: 'card', title: list.title, buttons })
  return [{ kind: 'list', title: cleanLine(list.title) || LIST_TITLE, items, buttons }]
}

function tidyButton(button: Button): Button[] {
  const label = cleanLine(button.label)
  if ('operator' in button) return [{ label: label || OPERATOR_LABEL, operator: true }]
  if ('url' in button) return isWebAddress(button.url) ? [{ label: label || LINK_LABEL, url: button.url }] : []
  if ('phone' in button) return isDialled(button.phone) ? [{ label: label || button.phone, phone: button.phone }] : []
  return tidyChoice(button)
}

function tidyChoice(choice: Choice): Choice[] {
  const label = cleanLine(choice.label) || cleanLine(choice.say)
  const say = cleanLine(choice.say) || label
  return say ? [present({ label, say, value: choice.value || undefined })] : []
}
