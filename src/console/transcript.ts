/** One conversation as a transcript: its last turns, or those around the one that was looked for. Reading it is noted with it. */
import { z } from 'zod'
import { spellMoment } from '../domain/spelling.js'
import { AppError } from '../platform/errors.js'
import { notThere } from '../platform/pages.js'
import type { Transcript, TranscriptPart } from '../services/conversations.js'
import { type Asked, questionOf, readFilter } from './filter.js'
import { page } from './page.js'
import { viewTurns } from './transcript-view.js'
import { messengerWord } from './words.js'

const TURNS_SIZE = 100
const HOME = '/console/conversations'

const turnId = z.string().regex(/^\d{1,18}$/)
const place = z.object({ turn: turnId.optional(), before: turnId.optional(), after: turnId.optional() })
type Place = z.infer<typeof place>

export const transcriptPage = page({
  method: 'get',
  path: '/conversations/:id',
  role: 'reviewer',
  side: 'service',
  records: ['conversation'],
  async run({ tx, services: { conversations }, looker, id, query }) {
    const { success, data: asked } = place.safeParse(query)
    if (!success) throw new AppError('bad-request', 'There is no such place in a conversation')
    const read = await conversations.read(tx, looker, id, partOf(asked), TURNS_SIZE)
    if (!read) throw notThere()
    return { view: 'conversation', variables: viewOf(id, read, asked, readFilter(query).asked) }
  },
})

function partOf({ turn, before, after }: Place): TranscriptPart {
  if (before) return { at: 'before', turnId: before }
  if (after) return { at: 'after', turnId: after }
  return turn ? { at: 'around', turnId: turn } : { at: 'end' }
}

/** The links carry what the list was asked, so that the way back leads to the same page of it. */
function viewOf(id: string, read: Transcript, { turn, before, after }: Place, asked: Asked) {
  const to = (changes: Record<string, string | undefined>) => `${HOME}/${id}${questionOf(asked, { turn, ...changes })}`
  const [first, last] = [read.turns[0], read.turns.at(-1)]
  return {
    messenger: messengerWord(read.messenger),
    person: read.person ?? null,
    requests: read.agentRequests.map(({ topic, state, createdAt }) => ({
      topic,
      open: state === 'open',
      at: spellMoment(createdAt),
    })),
    turns: viewTurns(read.turns, turn),
    gone: turn !== undefined && !before && !after && !read.turns.some(({ id }) => id === turn),
    back: `${HOME}${questionOf(asked)}${turn ? `#turn-${turn}` : ''}`,
    earlier: read.earlier && first ? `${to({ before: first.id })}#end` : null,
    later: read.later && last ? to({ after: last.id }) : null,
    looked: turn && (before || after) ? `${to({})}#turn-${turn}` : null,
    latest: read.later ? `${HOME}/${id}${questionOf(asked)}#end` : null,
  }
}
