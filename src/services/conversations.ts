/** Conversations as staff read them: personal data masked, and every look noted with it. */
import type { Look } from '../domain/access.js'
import { maskName, maskPhone } from '../domain/person.js'
import type { Cipher } from '../platform/cipher.js'
import { findAccount } from '../storage/accounts.js'
import {
  type FoundConversation,
  type ListCursor,
  listConversations,
  type TurnFilter,
} from '../storage/conversations.js'
import type { Tx } from '../storage/transaction.js'
import {
  type AgentRequest,
  type ReadTurn,
  requestsOfAccount,
  type TurnPlace,
  turnsOfAccount,
} from '../storage/transcripts.js'
import { placeOfPerson, type VolunteerStore } from '../storage/volunteers.js'
import type { AccessLog } from './access-log.js'

export type ConversationFilter = TurnFilter
export type ConversationCursor = ListCursor
export type TranscriptTurn = ReadTurn

export interface ListedConversation extends Omit<FoundConversation, 'nameSealed' | 'volunteerId'> {
  /** Masked; undefined while the account is linked to nobody. */
  readonly name: string | undefined
}
export interface Transcript {
  readonly messenger: string
  /** Masked; undefined while the account is linked to nobody. */
  readonly person: { readonly name: string; readonly phone: string } | undefined
  readonly agentRequests: readonly AgentRequest[]
  /** In the order they were said. */
  readonly turns: readonly TranscriptTurn[]
  readonly earlier: boolean
  readonly later: boolean
}
/** Which turns of a conversation: the last ones; those before or after a turn; or those around one, itself included. */
export type TranscriptPart =
  | { readonly at: 'end' }
  | { readonly at: 'before' | 'after' | 'around'; readonly turnId: string }
/** Who looks, from where. */
export interface Looker {
  readonly staffId: string
  readonly address: string
}

export interface Conversations {
  /** Newest first, each conversation once, with the last of its turns that the filter allows. Writes who looked at whom. */
  list(
    tx: Tx,
    looker: Looker,
    filter: ConversationFilter,
    below: ConversationCursor | undefined,
    limit: number,
  ): Promise<{ conversations: readonly ListedConversation[]; more: boolean }>
  /** Up to `limit` turns of one account. Writes who looked in the same transaction. */
  read(tx: Tx, looker: Looker, accountId: string, part: TranscriptPart, limit: number): Promise<Transcript | undefined>
}

export interface ConversationParts {
  readonly volunteerStore: VolunteerStore
  readonly accessLog: AccessLog
  readonly cipher: Cipher
}

export function createConversations(parts: ConversationParts): Conversations {
  const { volunteerStore, accessLog, cipher } = parts
  const listed = ({ nameSealed, volunteerId, ...found }: FoundConversation): ListedConversation => {
    const name = nameSealed && volunteerId ? cipher.open(nameSealed, placeOfPerson('name', volunteerId)) : undefined
    return { ...found, name: name && maskName(name) }
  }
  return {
    async list(tx, looker, filter, below, limit) {
      const found = await listConversations(tx, filter, below, limit + 1)
      const shown = found.slice(0, limit)
      await accessLog.note(tx, { ...lookAtList(looker, filter, below), ...subjectsOf(shown) })
      return { conversations: shown.map(listed), more: found.length > limit }
    },
    async read(tx, looker, accountId, part, limit) {
      const account = await findAccount(tx, accountId)
      if (!account) return undefined
      const volunteer = account.volunteerId ? await volunteerStore.find(tx, account.volunteerId) : undefined
      await accessLog.note(tx, {
        ...actorOf(looker),
        action: 'conversation',
        ...subjectsOf([{ accountId, volunteerId: account.volunteerId }]),
        details: part.at === 'end' ? {} : { [part.at]: part.turnId },
      })
      const { turns, ...beyond } = await partOf(tx, accountId, part, limit)
      const requests = await requestsOfAccount(tx, accountId)
      return {
        messenger: account.messenger,
        person: volunteer && { name: maskName(volunteer.name), phone: maskPhone(volunteer.phone) },
        agentRequests: requests,
        turns,
        ...beyond,
      }
    },
  }
}

function actorOf({ staffId, address }: Looker) {
  return { actor: 'staff', actorId: staffId, address } as const
}

/** The filter as it was asked for; the words apart, for they may be anybody's name. */
function lookAtList(looker: Looker, { text, ...filter }: ConversationFilter, below?: ConversationCursor): Look {
  const asked = Object.entries({ ...filter, below: below?.id })
  const details = Object.fromEntries(
    asked.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value]],
    ),
  )
  return { ...actorOf(looker), action: text ? 'search' : 'conversations', details, words: text }
}

function subjectsOf(seen: readonly { accountId: string; volunteerId: string | null }[]) {
  return {
    accountIds: [...new Set(seen.map(({ accountId }) => accountId))],
    volunteerIds: [...new Set(seen.flatMap(({ volunteerId }) => volunteerId ?? []))],
  }
}

async function partOf(
  tx: Tx,
  accountId: string,
  part: TranscriptPart,
  limit: number,
): Promise<Pick<Transcript, 'turns' | 'earlier' | 'later'>> {
  const side = async (place: TurnPlace | undefined, most: number) => {
    const found = await turnsOfAccount(tx, accountId, place, most + 1)
    return { turns: found.slice(0, most), more: found.length > most }
  }
  if (part.at === 'around') {
    const half = Math.ceil(limit / 2)
    const above = await side({ side: 'up to', id: part.turnId }, half)
    const below = await side({ side: 'after', id: part.turnId }, limit - half)
    return { turns: [...above.turns.reverse(), ...below.turns], earlier: above.more, later: below.more }
  }
  const { turns, more } = await side(part.at === 'end' ? undefined : { side: part.at, id: part.turnId }, limit)
  if (part.at === 'after') return { turns, earlier: true, later: more }
  return { turns: turns.reverse(), earlier: more, later: part.at === 'before' }
}
