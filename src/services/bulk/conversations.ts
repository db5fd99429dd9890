/** Generated conversations: scripts filled in and told by many people at once, each turn in the order of time. */
import { randomUUID } from 'node:crypto'
import { graspOf } from '../../domain/grasp.js'
import type { Cipher } from '../../platform/cipher.js'
import type { BulkRow, SpeakingAccount } from '../../storage/bulk.js'
import { placeInTurn } from '../../storage/turns.js'
import type { Chance } from './chance.js'
import type { CountedTurn } from './counting.js'
import { readConversations, readWordLists, type ScriptedTurn } from './sheets.js'

export const TURN_COLUMNS =
  'account_id messenger at utterance utterance_sealed intent confidence band slots flow step outcome grasp reply ms'.split(
    ' ',
  )
export const REQUEST_COLUMNS = 'id account_id topic topic_sealed state created_at done_at'.split(' ')

export interface ConversationParts {
  readonly accounts: readonly SpeakingAccount[]
  readonly most: number
  readonly from: Date
  readonly to: Date
  readonly chance: Chance
  readonly cipher: Cipher
  readonly onTurn: (turn: CountedTurn) => void
  /** Gets the requests for a person that come up, as rows of `REQUEST_COLUMNS`. */
  readonly onRequest: (row: BulkRow) => void
}

/** A turn of a script, filled in but for the phone number. */
interface FilledTurn extends Omit<ScriptedTurn, 'kind' | 'answer'> {
  readonly reply: string
}
interface Conversation {
  readonly account: SpeakingAccount
  readonly turns: readonly FilledTurn[]
  said: number
}

const words = readWordLists()

/** Nothing else in the scripts is personal. */
const MASKED_PHONE = '[전화번호]'
/** So many converse at the same time. */
const AT_ONCE = 24
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Most requests are ended within a day; of the last days some still wait. */
const WAITING_DAYS = 3

export function* makeTurns(parts: ConversationParts): Generator<BulkRow> {
  const { most, from, to, chance } = parts
  const begin = createBeginning(parts)
  const running = Array.from({ length: Math.min(AT_ONCE, parts.accounts.length) }, begin)
  const step = (to.getTime() - from.getTime()) / most
  for (let n = 1; n <= most; n++) {
    const at = new Date(from.getTime() + Math.floor(n * step))
    const place = chance.below(running.length)
    const conversation = running[place]!
    yield rowOf(parts, conversation, at)
    conversation.said++
    if (conversation.said === conversation.turns.length) running[place] = begin()
  }
}

/** Everybody speaks once, then a few speak much more than the others. */
function createBeginning({ accounts, chance }: ConversationParts): () => Conversation {
  const scripts = readConversations()
  const filled = new Map<string, readonly FilledTurn[]>()
  let begun = 0
  return () => {
    const fewOften = Math.floor(accounts.length * chance.next() ** 3)
    const account = accounts[begun < accounts.length ? begun : fewOften]!
    begun++
    const script = chance.below(scripts.length)
    const [[place = ''], [thing = ''], [day = '']] = [
      chance.pick(words.place),
      chance.pick(words.thing),
      chance.pick(words.day),
    ]
    const key = `${script}|${place}|${thing}|${day}`
    const turns = filled.get(key) ?? scripts[script]!.map(turn => fillIn(turn, { place, thing, day }))
    filled.set(key, turns)
    return { account, turns, said: 0 }
  }
}

function fillIn({ kind, answer, ...turn }: ScriptedTurn, blanks: Readonly<Record<string, string>>): FilledTurn {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (blank, name) => blanks[name] ?? blank)
  return { ...turn, said: fill(turn.said), reply: replyOf({ kind, answer }, fill) }
}

const CONFIDENCE: Record<string, readonly [least: number, span: number]> = {
  act: [0.72, 0.27],
  confirm: [0.35, 0.36],
  reject: [0.9, 0.09],
}

function rowOf(
  { chance, cipher, onTurn, onRequest }: ConversationParts,
  { account, turns, said }: Conversation,
  at: Date,
): BulkRow {
  const { intent, band, flow, step, outcome, reply, ...turn } = turns[said]!
  const original = turn.said.replace('{phone}', () => phone(chance))
  const utterance = turn.said.replace('{phone}', MASKED_PHONE)
  const [least, span] = CONFIDENCE[band ?? ''] ?? []
  const grasp = graspOf({ intent, band, outcome, chosen: false, askedAgain: turns[said - 1]?.outcome === 'asked' })
  onTurn({ account, at, band, flow, outcome, grasp })
  if (outcome === 'handed-over') onRequest(requestOf(cipher, chance, account, original, at))
  return [
    account.id,
    account.messenger,
    at,
    utterance,
    utterance === original
      ? null
      : cipher.seal(original, placeInTurn('utterance_sealed', { accountId: account.id, at })),
    intent,
    least === undefined ? null : (least + chance.next() * span!).toFixed(3),
    band,
    '{}',
    flow,
    step,
    outcome,
    grasp,
    reply,
    4 + chance.below(60),
  ]
}

/** One that is given to nobody: 010-0…. */
function phone(chance: Chance): string {
  return `010-0${String(chance.below(1000)).padStart(3, '0')}-${String(chance.below(10_000)).padStart(4, '0')}`
}

function requestOf(cipher: Cipher, chance: Chance, account: SpeakingAccount, topic: string, at: Date): BulkRow {
  const id = randomUUID()
  const sealed = cipher.seal(topic, { table: 'agent_requests', column: 'topic_sealed', row: id })
  const done = chance.next() < 0.97 ? new Date(at.getTime() + HOUR_MS * (1 + chance.below(30))) : null
  return [id, account.id, topic, sealed, done ? 'done' : 'open', at, done]
}

/** Of requests that were made shortly before `now` none may have been ended after it. */
export function withoutFuture(row: BulkRow, now: Date): BulkRow {
  const [id, accountId, topic, sealed, , at, done] = row
  const waits = done instanceof Date && (done > now || now.getTime() - (at as Date).getTime() < WAITING_DAYS * HOUR_MS)
  return waits ? [id, accountId, topic, sealed, 'open', at, null] : row
}

const choices = words.choice.map(([label]) => ({ label, say: label }))

function replyOf({ kind, answer }: Pick<ScriptedTurn, 'kind' | 'answer'>, fill: (text: string) => string): string {
  const text = fill(answer)
  if (kind === 'list')
    return JSON.stringify({
      replies: [
        {
          kind: 'list',
          title: text,
          items: words.item.map(([item], place) => {
            const title = fill(`{place} {thing} ${place + 1}`)
            return { title, text: item, choice: { label: title, say: title } }
          }),
        },
      ],
      choices,
    })
  if (kind === 'card')
    return JSON.stringify({
      replies: [
        {
          kind: 'card',
          title: fill('{place} {thing}'),
          text,
          facts: [
            { label: '일시', value: words.item[0]![0] },
            { label: '장소', value: fill('{place} 자원봉사센터 1층 앞') },
          ],
        },
      ],
      choices: choices.slice(2),
    })
  return JSON.stringify({ replies: [{ kind: 'text', text }], choices: choices.slice(3) })
}

export const CONVERSATION_SPAN_MS = 90 * DAY_MS
