/** Who speaks in the benchmark: whole small conversations in Kakao's wire, half by people whose account is linked, half by strangers. */
import { readFileSync } from 'node:fs'

export interface Said {
  readonly kind: 'search' | 'choose' | 'faq' | 'check' | 'help' | 'small talk'
  readonly linked: boolean
  readonly body: string
}

export interface People {
  /** The next thing said: every person in turn, each going on with their conversation. */
  next(): Said
}

/** What may be said at one place of a conversation, by the number of the turn. */
type Line = readonly [kind: Said['kind'], said: (turn: number) => string]

const ROWS = readFileSync(new URL('./people.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t'))
const wordsOf = (kind: string) => ROWS.filter(([ofKind]) => ofKind === kind).map(([, words = '']) => words)
const DAYS = wordsOf('day')
const PLACES = wordsOf('place')
const THINGS = wordsOf('thing')
const ENDINGS = wordsOf('ending')

/** Thousands of different sentences: nobody searches in the words of another. */
function search(turn: number): string {
  const one = (of: readonly string[], step: number) => of[Math.floor(turn / step) % of.length]!
  const thing = turn % 3 === 0 ? `${one(THINGS, 7)} ` : ''
  return `${one(DAYS, 5)} ${one(PLACES, 11)} ${thing}${one(ENDINGS, 3)}`
}

function anyOf(kind: Said['kind']): Line {
  const ways = wordsOf(kind)
  return [kind, turn => ways[turn % ways.length]!]
}

const SEARCH: Line = ['search', search]
const CHOOSE = anyOf('choose')
const FAQ = anyOf('faq')
const CHECK = anyOf('check')
const HELP = anyOf('help')
const THANKS = anyOf('small talk')

const LINKED: readonly Line[] = [SEARCH, CHOOSE, FAQ, CHECK, THANKS]
const STRANGER: readonly Line[] = [SEARCH, CHOOSE, FAQ, HELP, THANKS]

/** Where people come in: not at choosing, which needs something shown. */
const ENTRIES = [0, 2, 3, 4]

/** `linked` are the ids of linked people; as many strangers join them. */
export function createPeople(linked: readonly string[]): People {
  const speakers = linked.flatMap((id, at) => [
    { id, script: LINKED, entry: ENTRIES[at % ENTRIES.length]! },
    { id: `stranger-${at}`, script: STRANGER, entry: ENTRIES[(at + 1) % ENTRIES.length]! },
  ])
  let said = 0
  return {
    next() {
      const at = said % speakers.length
      const round = Math.floor(said / speakers.length)
      said += 1
      const { id, script, entry } = speakers[at]!
      const [kind, words] = script[(entry + round) % script.length]!
      return { kind, linked: script === LINKED, body: kakaoCall(id, words(said)) }
    },
  }
}

function kakaoCall(id: string, utterance: string): string {
  const block = { id: '64d1f1bb3c7b2e0012ab34d0', name: '폴백 블록' }
  return JSON.stringify({
    bot: { id: '64d1f0aa3c7b2e0012ab34cd!', name: '손모아' },
    intent: { id: block.id, name: block.name, extra: { reason: { code: 1, message: 'OK' } } },
    action: { id: '64d1f2cc3c7b2e0012ab34d3', name: '손모아 스킬', params: {}, detailParams: {}, clientExtra: {} },
    userRequest: {
      block,
      user: { id, type: 'botUserKey', properties: { botUserKey: id, isFriend: true } },
      utterance,
      params: { surface: 'Kakaotalk.plusfriend' },
      lang: 'ko',
      timezone: 'Asia/Seoul',
    },
    contexts: [],
  })
}
