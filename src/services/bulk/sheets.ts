/** The sheets of generated data: conversations, and the words they are filled with. */
import { readFileSync } from 'node:fs'

export interface ScriptedTurn {
  readonly said: string
  readonly intent: string | null
  readonly band: string | null
  readonly flow: string
  readonly step: string
  readonly outcome: string
  readonly kind: string
  readonly answer: string
}
type WordKind = 'place' | 'thing' | 'day' | 'item' | 'choice' | 'name' | 'about'

const linesOf = (name: string) =>
  readFileSync(new URL(`./${name}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => !line.startsWith('#'))

export function readConversations(): readonly (readonly ScriptedTurn[])[] {
  const conversations: ScriptedTurn[][] = [[]]
  for (const line of linesOf('conversations')) {
    if (line === '') conversations.push([])
    else conversations.at(-1)?.push(scripted(line))
  }
  return conversations.filter(turns => turns.length > 0)
}

function scripted(line: string): ScriptedTurn {
  const [said = '', intent, band, flow = '', step = '', outcome = '', kind = '', answer = ''] = line.split('\t')
  return { said, intent: intent || null, band: band || null, flow, step, outcome, kind, answer }
}

export function readWordLists(): Readonly<Record<WordKind, readonly (readonly string[])[]>> {
  const lists: Record<WordKind, string[][]> = {
    place: [],
    thing: [],
    day: [],
    item: [],
    choice: [],
    name: [],
    about: [],
  }
  for (const line of linesOf('words').filter(Boolean)) {
    const [kind, ...words] = line.split('\t')
    lists[kind as WordKind].push(words)
  }
  return lists
}
