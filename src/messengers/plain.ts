/** What a reply says when it is said as text alone. */
import type { Button, CardReply, ListReply } from './messenger.js'

export function paragraphs(...parts: readonly string[]): string {
  return parts.filter(part => part).join('\n\n')
}

export function factLines(card: CardReply): string {
  return (card.facts ?? [])
    .map(({ label, value }) => (label && value ? `${label}: ${value}` : label || value))
    .join('\n')
}

export function linkLines(buttons: readonly Button[]): string {
  return buttons.flatMap(button => lineOf(button)).join('\n')
}

function lineOf(button: Button): string[] {
  if ('url' in button) return [`${button.label} ${button.url}`]
  return 'phone' in button ? [`${button.label} ${button.phone}`] : []
}

/** A list's items are numbered: people answer with a number too. */
export function plainList(list: ListReply): string {
  const items = list.items.map(({ title, text }, n) => `${n + 1}. ${title}${text && text !== title ? `\n${text}` : ''}`)
  return paragraphs(list.title, items.join('\n'), linkLines(list.buttons ?? []))
}

export function plainCard(card: CardReply): string {
  return paragraphs(card.title, card.text ?? '', factLines(card), linkLines(card.buttons ?? []))
}
