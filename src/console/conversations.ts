/** Conversations on the console: the list with its filter, and one as a transcript. Reading one is noted with it. */
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { spellMoment } from '../domain/spelling.js'
import { seoulIso } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import type { ListedConversation, Looker } from '../services/conversations.js'
import type { Services } from '../services/index.js'
import { mayReadConversations } from '../services/staff.js'
import { drawTurns } from './drawing.js'
import { type Asked, addressBelow, filterOf, readAsked, readBelow } from './filter.js'
import type { PageSender } from './page.js'
import { addressOf } from './sign-in.js'
import { memberOf } from './visitor.js'
import { INTENT_WORDS, intentWord, MESSENGER_WORDS, messengerWord } from './words.js'

export type ConversationServices = Pick<Services, 'transactions' | 'conversations'> & {
  /** What this service cannot do for want of its keys, in words for staff. */
  readonly absent: readonly string[]
}

const LIST_SIZE = 30
const TURNS_SIZE = 100
const HOME = '/console/conversations'

const accountId = z.uuid()
const turnId = z
  .string()
  .regex(/^\d{1,18}$/)
  .optional()
  .catch(undefined)

export function createConversationPages(services: ConversationServices, pages: PageSender): Router {
  const { transactions, conversations, absent } = services
  const router = Router()
  router.get('/', (_request, response) => response.redirect(303, HOME))
  router.use('/conversations', requireReader)
  router.get('/conversations', async (request, response) => {
    const asked = readAsked(request.query)
    const below = readBelow(request.query.below)
    const looker = lookerOf(request, response)
    const found = await transactions.run(tx => conversations.list(tx, looker, filterOf(asked), below, LIST_SIZE))
    const last = found.conversations.at(-1)
    pages.send(response, 'conversations', {
      filter: filterView(asked),
      rows: found.conversations.map(rowView),
      older: found.more && last ? addressBelow(asked, last) : null,
      newest: below !== undefined,
      absent,
    })
  })
  router.get('/conversations/:id', async (request, response) => {
    const { success, data: id } = accountId.safeParse(request.params.id)
    const before = turnId.parse(request.query.before)
    const looker = lookerOf(request, response)
    const read = success && (await transactions.run(tx => conversations.read(tx, looker, id, before, TURNS_SIZE)))
    if (!read) throw new AppError('not-found', 'There is no such conversation')
    pages.send(response, 'conversation', {
      messenger: messengerWord(read.messenger),
      person: read.person ?? null,
      requests: read.agentRequests.map(({ topic, state, createdAt }) => ({
        topic,
        open: state === 'open',
        at: spellMoment(createdAt),
      })),
      turns: drawTurns(read.turns),
      earlier: read.more && read.turns[0] ? `${HOME}/${id}?before=${read.turns[0].id}` : null,
      latest: before ? `${HOME}/${id}` : null,
    })
  })
  return router
}

function lookerOf(request: Request, response: Response): Looker {
  return { staffId: memberOf(response).id, address: addressOf(request) }
}

/** Every role may read; staff of one organisation may not. */
const requireReader: RequestHandler = (_request, response, next) => {
  if (!mayReadConversations(memberOf(response))) throw new AppError('forbidden', 'Not for staff of an organisation')
  next()
}

function rowView({ id, accountId: account, messenger, at, utterance, intent, understood, ...row }: ListedConversation) {
  return {
    href: `${HOME}/${account}#turn-${id}`,
    messenger: messengerWord(messenger),
    time: spellMoment(at),
    iso: seoulIso(at),
    utterance,
    intent: intent && intentWord(intent),
    missed: !understood,
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
