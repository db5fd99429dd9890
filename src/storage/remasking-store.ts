/** Turns and requests that were written before everything personal was masked. */
import { type AgentRequestRow, agentRequests, type TurnRow, turns } from './tables-of-talk.js'
import type { Tx } from './transaction.js'

export type UnmaskedTurn = Pick<
  TurnRow,
  'id' | 'accountId' | 'at' | 'utterance' | 'utteranceSealed' | 'slots' | 'reply'
> & { readonly volunteerId: string | null; readonly nameSealed: Buffer | null }
export type UnmaskedRequest = Pick<AgentRequestRow, 'id' | 'topicSealed'> &
  Pick<UnmaskedTurn, 'volunteerId' | 'nameSealed'>

export interface RemaskingStore {
  /** Up to `most`, held until the transaction ends; those that another process holds are left out. */
  turns(tx: Tx, most: number): Promise<UnmaskedTurn[]>
  requests(tx: Tx, most: number): Promise<UnmaskedRequest[]>
  /** From now on these count as masked. */
  putTurn(tx: Tx, id: string, masked: Pick<TurnRow, 'utterance' | 'utteranceSealed' | 'slots' | 'reply'>): Promise<void>
  putRequest(tx: Tx, id: string, topic: string): Promise<void>
}

const PERSON = `LEFT JOIN messenger_accounts a ON a.id = t.account_id LEFT JOIN volunteers v ON v.id = a.volunteer_id
  WHERE t.masking = 0 ORDER BY t.id LIMIT $1 FOR UPDATE OF t SKIP LOCKED`
const NAMED = 'a.volunteer_id AS "volunteerId", v.name_sealed AS "nameSealed"'

export function createRemaskingStore(): RemaskingStore {
  return {
    turns: (tx, most) =>
      tx.query(
        `SELECT t.id, t.account_id AS "accountId", t.at, t.utterance, t.utterance_sealed AS "utteranceSealed", t.slots, t.reply, ${NAMED}
           FROM turns t ${PERSON}`,
        [most],
      ),
    requests: (tx, most) =>
      tx.query(`SELECT t.id, t.topic_sealed AS "topicSealed", ${NAMED} FROM agent_requests t ${PERSON}`, [most]),
    async putTurn(tx, id, masked) {
      await tx.getRepository(turns).update(id, { ...masked, masking: 1 })
    },
    async putRequest(tx, id, topic) {
      await tx.getRepository(agentRequests).update(id, { topic, masking: 1 })
    },
  }
}
