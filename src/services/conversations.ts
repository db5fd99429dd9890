/** Conversations as staff read them: personal data masked, and every look at one noted with it. */
import { maskName, maskPhone } from '../domain/person.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { AccountStore } from '../storage/account-store.js'
import type {
  AgentRequest,
  ConversationStore,
  FoundConversation,
  ReadTurn,
  TurnCursor,
  TurnFilter,
} from '../storage/conversation-store.js'
import type { StaffStore } from '../storage/staff-store.js'
import type { Tx } from '../storage/transaction.js'
import { placeOfPerson, type VolunteerStore } from '../storage/volunteer-store.js'

export type ConversationFilter = TurnFilter
export type ConversationCursor = TurnCursor
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
  /** Whether there are earlier turns. */
  readonly more: boolean
}
/** Who looks, from where. */
export interface Looker {
  readonly staffId: string
  readonly address: string
}

export interface Conversations {
  /** Newest first, each messenger account once, by the last of its turns that the filter allows. */
  list(
    tx: Tx,
    filter: ConversationFilter,
    below: ConversationCursor | undefined,
    limit: number,
  ): Promise<{ conversations: readonly ListedConversation[]; more: boolean }>
  /** The last `limit` turns of one account, or those before the turn `belowId`. Writes who looked in the same transaction. */
  read(
    tx: Tx,
    looker: Looker,
    accountId: string,
    belowId: string | undefined,
    limit: number,
  ): Promise<Transcript | undefined>
}

export interface ConversationParts {
  readonly conversationStore: ConversationStore
  readonly accountStore: AccountStore
  readonly volunteerStore: VolunteerStore
  readonly staffStore: StaffStore
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createConversations(parts: ConversationParts): Conversations {
  const { conversationStore, accountStore, volunteerStore, staffStore, cipher, clock } = parts
  const listed = ({ nameSealed, volunteerId, ...found }: FoundConversation): ListedConversation => {
    const name = nameSealed && volunteerId ? cipher.open(nameSealed, placeOfPerson('name', volunteerId)) : undefined
    return { ...found, utterance: hide(found.utterance, name), name: name && maskName(name) }
  }
  return {
    async list(tx, filter, below, limit) {
      const found = await conversationStore.list(tx, filter, below, limit + 1)
      return { conversations: found.slice(0, limit).map(listed), more: found.length > limit }
    },
    async read(tx, { staffId, address }, accountId, belowId, limit) {
      const account = await accountStore.find(tx, accountId)
      if (!account) return undefined
      await staffStore.noteAccess(tx, { staffId, address, action: 'conversation', subject: accountId }, clock.now())
      const volunteer = account.volunteerId ? await volunteerStore.find(tx, account.volunteerId) : undefined
      const turns = await conversationStore.turns(tx, accountId, belowId, limit + 1)
      const requests = await conversationStore.agentRequests(tx, accountId)
      return {
        messenger: account.messenger,
        person: volunteer && { name: maskName(volunteer.name), phone: maskPhone(volunteer.phone) },
        agentRequests: requests.map(request => ({ ...request, topic: hide(request.topic, volunteer?.name) })),
        turns: turns
          .slice(0, limit)
          .reverse()
          .map(turn => withoutName(turn, volunteer?.name)),
        more: turns.length > limit,
      }
    },
  }
}

/** People say their own name, and the service calls them by it. */
function hide(text: string, name: string | undefined): string {
  return name ? text.replaceAll(name, maskName(name)) : text
}

function withoutName(turn: ReadTurn, name: string | undefined): ReadTurn {
  return {
    ...turn,
    utterance: hide(turn.utterance, name),
    reply: JSON.parse(hide(JSON.stringify(turn.reply), name)) as object,
  }
}
