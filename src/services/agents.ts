/** Asking for a person: the request is kept, and it is said when people are there. */
import { randomUUID } from 'node:crypto'
import { maskUtterance } from '../domain/transcript.js'
import type { Cipher } from '../platform/cipher.js'
import { type Clock, seoulDay, seoulTime } from '../platform/clock.js'
import type { Tx } from '../storage/transaction.js'
import type { TurnStore } from '../storage/turn-store.js'

/** Wall time in Seoul, on workdays. */
export const AGENT_HOURS = { from: '09:00', to: '18:00' } as const

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
    present() {
      const now = clock.now()
      const day = seoulDay(now)
      const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
      const time = seoulTime(now)
      return !weekend && !isHoliday(day) && time >= AGENT_HOURS.from && time < AGENT_HOURS.to
    },
  }
}
