/** Asking for a person: the request is kept, and it is said when people are there. */
import { randomUUID } from 'node:crypto'
import { maskUtterance } from '../domain/transcript.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Tx } from '../storage/transaction.js'
import type { TurnStore } from '../storage/turn-store.js'
import { inAgentHours } from './agent-hours.js'

export interface Agents {
  request(tx: Tx, accountId: string, topic: string): Promise<void>
  /** Whether somebody is there now. */
  present(): boolean
}

export interface AgentParts {
  readonly turnStore: TurnStore
  readonly cipher: Cipher
  readonly clock: Clock
  readonly isHoliday: (day: string) => boolean
}

export function createAgents({ turnStore, cipher, clock, isHoliday }: AgentParts): Agents {
  return {
    request(tx, accountId, topic) {
      const id = randomUUID()
      const topicSealed = cipher.seal(topic, { table: 'agent_requests', column: 'topic_sealed', row: id })
      return turnStore.addAgentRequest(tx, { id, accountId, topic: maskUtterance(topic), topicSealed }, clock.now())
    },
    present: () => inAgentHours(clock.now(), isHoliday),
  }
}
