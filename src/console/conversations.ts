/** The list of conversations on the console, with its filter. */
import { spellMoment } from '../domain/spelling.js'
import { seoulIso } from '../platform/clock.js'
import type { ListedConversation } from '../services/conversations.js'
import { INTENT_WORDS } from '../understanding/intents.js'
import { type Asked, belowOf, questionOf, readFilter } from './filter.js'
import { page } from './page.js'
import { conversationWord, intentWord, MESSENGER_WORDS, messengerWord } from './words.js'

const LIST_SIZE = 30
const HOME = '/console/conversations'

export const conversationList = page({
  method: 'get',
  path: '/conversations',
  role: 'viewer',
  side: 'service',
  menu: '대화',
  records: ['conversations', 'search'],
  async run({ tx, services: { conversations, absent }, looker, query, mayOpen }) {
    const { asked, filter, below, faults } = readFilter(query)
    const isWrong = faults.length > 0
    const found = isWrong ? NOTHING : await conversations.list(tx, looker, filter, below, LIST_SIZE)
    const last = found.conversations.at(-1)
    return {
      view: 'conversations',
      status: isWrong ? 422 : 200,
      variables: {
        filter: filterView(asked),
        faults,
        rows: found.conversations.map(row => rowView(row, asked, mayOpen('/conversations/:id'))),
        older: found.more && last ? `${HOME}${questionOf(asked, { below: belowOf(last) })}` : null,
        newest: asked.below === undefined ? null : `${HOME}${questionOf(asked, { below: undefined })}`,
        absent,
      },
    }
  },
})

const NOTHING = { conversations: [], more: false } as const

function rowView({ turnId: id, accountId: account, ...row }: ListedConversation, asked: Asked, mayOpen: boolean) {
  return {
    id,
    href: mayOpen ? `${HOME}/${account}${questionOf(asked, { turn: id })}#turn-${id}` : null,
    messenger: messengerWord(row.messenger),
    time: spellMoment(row.at),
    iso: seoulIso(row.at),
    utterance: row.utterance,
    intent: row.intent && intentWord(row.intent),
    grasp: row.grasp,
    became: conversationWord(row.outcome),
    turns: row.turns,
    missed: row.missed,
    agentAsked: row.agentAsked,
    name: row.name ?? null,
  }
}

function filterView({ messenger, from = '', to = '', intent, missed, q = '' }: Asked) {
  const options = (words: Readonly<Record<string, string>>, chosen: string | undefined) =>
    Object.entries(words).map(([value, label]) => ({ value, label, selected: value === chosen }))
  return {
    messengers: options(MESSENGER_WORDS, messenger),
    intents: options(INTENT_WORDS, intent),
    from,
    to,
    q,
    missed: missed === '1',
  }
}
