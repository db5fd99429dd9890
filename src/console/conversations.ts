/** The list of conversations on the console, with its filter. */
import { Router } from 'express'
import { spellMoment } from '../domain/spelling.js'
import { seoulIso } from '../platform/clock.js'
import type { ListedConversation } from '../services/conversations.js'
import type { Services } from '../services/index.js'
import { allows } from './access.js'
import { type Asked, belowOf, questionOf, readFilter } from './filter.js'
import type { PageSender } from './page.js'
import { lookerOf, memberOf } from './visitor.js'
import { INTENT_WORDS, intentWord, MESSENGER_WORDS, messengerWord } from './words.js'

export type ConversationServices = Pick<Services, 'transactions' | 'conversations'> & {
  /** What this service cannot do for want of its keys, in words for staff. */
  readonly absent: readonly string[]
}

const LIST_SIZE = 30
const HOME = '/console/conversations'

export function createConversationList(services: ConversationServices, pages: PageSender): Router {
  const { transactions, conversations, absent } = services
  return Router().get('/conversations', async (request, response) => {
    const read = readFilter(request.query)
    const { asked, faults } = read
    const looker = lookerOf(request, response)
    const found =
      faults.length > 0
        ? NOTHING
        : await transactions.run(tx => conversations.list(tx, looker, read.filter, read.below, LIST_SIZE))
    const last = found.conversations.at(-1)
    const mayOpen = allows(memberOf(response), 'get', '/conversations/:id')
    response.status(faults.length > 0 ? 422 : 200)
    pages.send(response, 'conversations', {
      filter: filterView(asked),
      faults,
      rows: found.conversations.map(row => rowView(row, asked, mayOpen)),
      older: found.more && last ? `${HOME}${questionOf(asked, { below: belowOf(last) })}` : null,
      newest: asked.below === undefined ? null : `${HOME}${questionOf(asked, { below: undefined })}`,
      absent,
    })
  })
}

const NOTHING = { conversations: [], more: false } as const

function rowView({ id, accountId: account, ...row }: ListedConversation, asked: Asked, mayOpen: boolean) {
  return {
    id,
    href: mayOpen ? `${HOME}/${account}${questionOf(asked, { turn: id })}#turn-${id}` : null,
    messenger: messengerWord(row.messenger),
    time: spellMoment(row.at),
    iso: seoulIso(row.at),
    utterance: row.utterance,
    intent: row.intent && intentWord(row.intent),
    grasp: row.grasp,
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
    ...{ from, to, q, missed: missed === '1' },
  }
}
