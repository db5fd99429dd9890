/** Turns and requests that were written before everything personal was masked. */
import { type AgentRequestRow, agentRequests } from './agent-requests.js'
import type { Tx } from './transaction.js'
import { type TurnRow, turns } from './turns.js'

export type UnmaskedTurn = Pick<
  TurnRow,
  'id' | 'accountId' | 'at' | 'utterance' | 'utteranceSealed' | 'slots' | 'reply'
> & { readonly volunteerId: string | null; readonly nameSealed: Buffer | null }
export type UnmaskedRequest = Pick<AgentRequestRow, 'id' | 'topicSealed'> &
  Pick<UnmaskedTurn, 'volunteerId' | 'nameSealed'>
const PERSON = `LEFT JOIN messenger_accounts a ON a.id = t.account_id LEFT JOIN volunteers v ON v.id = a.volunteer_id
  WHERE t.masking = 0 ORDER BY t.id LIMIT $1 FOR UPDATE OF t SKIP LOCKED`
const NAMED = 'a.volunteer_id AS "volunteerId", v.name_sealed AS "nameSealed"'

/** Up to `most`, held until the transaction ends; those that another process holds are left out. */
export function unmaskedTurns(tx: Tx, most: number): Promise<UnmaskedTurn[]> {
  return tx.query(
    `SELECT t.id, t.account_id AS "accountId", t.at, t.utterance, t.utterance_sealed AS "utteranceSealed", t.slots, t.reply, ${NAMED}
           FROM turns t ${PERSON}`,
    [most],
  )
}

export function unmaskedRequests(tx: Tx, most: number): Promise<UnmaskedRequest[]> {
  return tx.query(`SELECT t.id, t.topic_sealed AS "topicSealed", ${NAMED} FROM agent_requests t ${PERSON}`, [most])
}

/** From now on these count as masked. */
export async function putMaskedTurn(
  tx: Tx,
  id: string,
  masked: Pick<TurnRow, 'utterance' | 'utteranceSealed' | 'slots' | 'reply'>,
): Promise<void> {
  await tx.getRepository(turns).update({ id }, { ...masked, masking: 1 })
}

export async function putMaskedRequest(tx: Tx, id: string, topic: string): Promise<void> {
  await tx.getRepository(agentRequests).update(id, { topic, masking: 1 })
}
