/**
 * From the names of words to replies: blocks of `dialogs/messages/<flow>.hbs` become bubbles and cards. What is a title, a fact or a
 * line is read from the block alone; the values in it are text, whatever they look like.
 */
import type { Button, Fact, Reply } from '../messengers/messenger.js'
import { present } from '../platform/present.js'
import type { Templates } from '../platform/templates.js'
import { mapTexts, markValue, openLine, openList, openText } from '../platform/values.js'

export interface Words {
  /** Of all the words. */
  readonly version: string
  /** A block of the flow as a reply. Buttons make a card of it. */
  reply(flow: string, block: string, variables: object, extra?: CardExtra): Reply
  /** A short text of the flow, or of `common` when the flow has none of that name. */
  label(flow: string, block: string, variables?: object): string
}
export interface CardExtra {
  readonly buttons?: readonly Button[]
  readonly image?: { readonly url: string; readonly alt: string }
}

export function createWords(templates: Templates): Words {
  const known = new Set(templates.names())
  const render = (name: string, variables: object) =>
    templates.render(name, mapTexts(variables, markValue) as Record<string, unknown>)
  const named = (flow: string, block: string) =>
    known.has(`${flow}.${block}`) ? `${flow}.${block}` : `common.${block}`
  return {
    version: templates.version,
    reply: (flow, block, variables, extra = {}) => toReply(render(named(flow, block), variables), extra),
    label: (flow, block, variables = {}) => openText(render(named(flow, block), variables)),
  }
}

/** `# ` begins a card's title, `라벨 | 값` is a fact of it, everything else is text. A fact without a value is left out. */
function toReply(rendered: string, { buttons = [], image }: CardExtra): Reply {
  const [first = '', ...rest] = rendered.split('\n')
  const isCard = /^#(?: |$)/.test(first)
  if (!isCard && buttons.length === 0) return { kind: 'text', text: openText(rendered) }
  const title = openLine(first.replace(/^# ?/, ''))
  const facts = rest.map(toFact).filter(fact => fact !== undefined && fact.value !== '') as Fact[]
  const lines = rest.filter(line => !toFact(line))
  const text = openText(lines.join('\n')).trim()
  const some = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined)
  return present({ kind: 'card', title, text: text || undefined, facts: some(facts), buttons: some(buttons), image })
}

function toFact(line: string): Fact | undefined {
  const match = /^([^|]{1,12}?) \|(?: (.*))?$/.exec(line.trim())
  return match ? { label: openLine(match[1]!), value: openList(match[2] ?? '') } : undefined
}
