/** Reading what one messenger account said, turn by turn, and what it asked of a person. */
import { Equal, type FindOperator, LessThan, LessThanOrEqual, MoreThan } from 'typeorm'
import { present } from '../platform/present.js'
import { type AgentRequestRow, agentRequests } from './agent-requests.js'
import type { Tx } from './transaction.js'
import { type TurnRow, turns } from './turns.js'

export type ReadTurn = Omit<
  TurnRow,
  'utteranceSealed' | 'input' | 'alternatives' | 'modelVersion' | 'wordsVersion' | 'masking'
>
export type AgentRequest = Pick<AgentRequestRow, 'topic' | 'state' | 'createdAt'>

export interface TurnPlace {
  readonly side: 'up to' | 'before' | 'after'
  readonly id: string
}

/** The nearest turns of one account: up to and with, before, or after the turn `id`; the last ones of all without `place`. Nearest first. */
export function turnsOfAccount(
  tx: Tx,
  accountId: string,
  place: TurnPlace | undefined,
  take: number,
): Promise<ReadTurn[]> {
  return tx.getRepository(turns).find({
    select: { ...WITHOUT_SEALED },
    where: present({ accountId: Equal(accountId), id: place && SIDES[place.side](place.id) }),
    order: { id: place?.side === 'after' ? 'ASC' : 'DESC' },
    take,
  })
}

/** Newest first. */
export function requestsOfAccount(tx: Tx, accountId: string): Promise<AgentRequest[]> {
  return tx.getRepository(agentRequests).find({
    select: { topic: true, state: true, createdAt: true },
    where: { accountId },
    order: { createdAt: 'DESC' },
  })
}

const SIDES: Record<TurnPlace['side'], (id: string) => FindOperator<string>> = {
  'up to': LessThanOrEqual,
  before: LessThan,
  after: MoreThan,
}

const WITHOUT_SEALED = {
  id: true,
  accountId: true,
  messenger: true,
  at: true,
  utterance: true,
  intent: true,
  confidence: true,
  band: true,
  slots: true,
  flow: true,
  step: true,
  outcome: true,
  grasp: true,
  reply: true,
  ms: true,
} as const
