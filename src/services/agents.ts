/** Asking for a person: the request is kept, and it is said when people are there. */
import { randomUUID } from 'node:crypto'
import type { Masker } from '../domain/transcript.js'
import type { Cipher, Place } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import { findAccount } from '../storage/accounts.js'
import { addAgentRequest, hasUrgentRequest } from '../storage/agent-requests.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import { inAgentHours } from './agent-hours.js'

const URGENT_AGAIN_MS = 60 * 60 * 1000

export interface Agents {
  /** Once an hour of what is urgent: whoever is in need says it more than once. */
  request(tx: Tx, accountId: string, topic: string, how?: { readonly urgent: boolean }): Promise<void>
  /** What is being written, to lie in the conversation of that account until it is sent. */
  sealed(accountId: string, topic: string): string
  /** What was sealed; undefined where there is nothing, or it does not open any more. */
  opened(accountId: string, draft: string | undefined): string | undefined
  /** Whether somebody is there now. */
  present(): boolean
}

export interface AgentParts {
  readonly volunteerStore: VolunteerStore
  readonly cipher: Cipher
  readonly masker: Masker
  readonly clock: Clock
  readonly isHoliday: (day: string) => boolean
}

export function createAgents(parts: AgentParts): Agents {
  const { volunteerStore, cipher, masker, clock, isHoliday } = parts
  const nameOf = async (tx: Tx, accountId: string) => {
    const account = await findAccount(tx, accountId)
    const volunteer = account?.volunteerId ? await volunteerStore.find(tx, account.volunteerId) : undefined
    return volunteer ? [volunteer.name] : []
  }
  return {
    async request(tx, accountId, topic, { urgent } = { urgent: false }) {
      const now = clock.now()
      if (urgent && (await hasUrgentRequest(tx, accountId, new Date(now.getTime() - URGENT_AGAIN_MS)))) return
      const id = randomUUID()
      const topicSealed = cipher.seal(topic, placeOfTopic(id))
      const { text } = masker.mask(topic, await nameOf(tx, accountId))
      await addAgentRequest(tx, { id, accountId, topic: text, topicSealed, urgent }, now)
    },
    sealed: (accountId, topic) => cipher.seal(topic, placeOfDraft(accountId)).toString('base64'),
    opened: (accountId, draft) => (draft === undefined ? undefined : openDraft(cipher, accountId, draft)),
    present: () => inAgentHours(clock.now(), isHoliday),
  }
}

/** A draft does not outlive a change of the key: it is written again. */
function openDraft(cipher: Cipher, accountId: string, draft: string): string | undefined {
  try {
    return cipher.open(Buffer.from(draft, 'base64'), placeOfDraft(accountId))
  } catch {
    return undefined
  }
}

function placeOfDraft(accountId: string): Place {
  return { table: 'messenger_accounts', column: 'session', row: accountId }
}

export function placeOfTopic(requestId: string): Place {
  return { table: 'agent_requests', column: 'topic_sealed', row: requestId }
}
