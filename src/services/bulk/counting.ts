/** The conversations of generated turns, counted as the service counts them. */
import { isFarewell, outcomeAfter, SILENCE_MS, type TurnEnd } from '../../domain/conversation.js'
import type { BulkRow, SpeakingAccount } from '../../storage/bulk.js'

export const CONVERSATION_COLUMNS =
  'account_id messenger begun_at ended_at closed turns asked unsure missed refused failed worst_band outcome'.split(' ')

/** A turn as far as it counts. */
export interface CountedTurn extends TurnEnd {
  readonly account: SpeakingAccount
  readonly at: Date
  readonly band: string | null
}

interface Counted {
  readonly account: SpeakingAccount
  readonly begunAt: Date
  endedAt: Date
  closed: boolean
  readonly counts: { turns: number; asked: number; unsure: number; missed: number; refused: number; failed: number }
  worstBand: string | null
  outcome: string
}

/** Turns are to be counted in the order of time. */
export function createCounting(): { count(turn: CountedTurn): void; rows(): Iterable<BulkRow> } {
  const all: Counted[] = []
  const latest = new Map<string, Counted>()
  return {
    count(turn) {
      const { account, at } = turn
      const known = latest.get(account.id)
      const goesOn = known && !known.closed && at.getTime() - known.endedAt.getTime() <= SILENCE_MS
      const conversation = goesOn ? known : begin(account, at)
      if (!goesOn) all.push(conversation)
      latest.set(account.id, conversation)
      add(conversation, turn)
    },
    *rows() {
      for (const { account, begunAt, endedAt, closed, counts, worstBand, outcome } of all)
        yield [account.id, account.messenger, begunAt, endedAt, closed, ...Object.values(counts), worstBand, outcome]
    },
  }
}

function begin(account: SpeakingAccount, at: Date): Counted {
  const counts = { turns: 0, asked: 0, unsure: 0, missed: 0, refused: 0, failed: 0 }
  return { account, begunAt: at, endedAt: at, closed: false, counts, worstBand: null, outcome: 'done' }
}

function add(conversation: Counted, turn: CountedTurn): void {
  const { counts } = conversation
  counts.turns++
  if (turn.outcome === 'asked') counts.asked++
  if (turn.outcome === 'error') counts.failed++
  if (turn.outcome.startsWith('refused:')) counts.refused++
  if (turn.grasp === 'unsure' || turn.grasp === 'missed') counts[turn.grasp]++
  conversation.endedAt = turn.at
  conversation.closed = isFarewell(turn)
  conversation.outcome = outcomeAfter(turn) ?? conversation.outcome
  if (turn.band && turn.band > (conversation.worstBand ?? '')) conversation.worstBand = turn.band
}
