/** Masks what an earlier version wrote in the clear: by the same rules, from the sealed original where there is one. */
import type { Masker } from '../domain/transcript.js'
import type { Cipher } from '../platform/cipher.js'
import {
  putMaskedRequest,
  putMaskedTurn,
  type UnmaskedRequest,
  type UnmaskedTurn,
  unmaskedRequests,
  unmaskedTurns,
} from '../storage/remasking.js'
import type { Transactions, Tx } from '../storage/transaction.js'
import { placeInTurn } from '../storage/turns.js'
import { placeOfPerson } from '../storage/volunteers.js'
import { placeOfTopic } from './agents.js'

export interface Remasking {
  /** Goes on until nothing is left, in batches with a transaction each. Returns how many rows were looked at. */
  sweep(): Promise<number>
}

export interface RemaskingParts {
  readonly transactions: Transactions
  readonly cipher: Cipher
  readonly masker: Masker
}

const BATCH = 200

export function createRemasking({ transactions, cipher, masker }: RemaskingParts): Remasking {
  const namesOf = ({ volunteerId, nameSealed }: Pick<UnmaskedTurn, 'volunteerId' | 'nameSealed'>) =>
    volunteerId && nameSealed ? [cipher.open(nameSealed, placeOfPerson('name', volunteerId))] : []

  const remaskTurn = async (tx: Tx, turn: UnmaskedTurn) => {
    const place = placeInTurn('utterance_sealed', turn)
    const original = turn.utteranceSealed ? cipher.open(turn.utteranceSealed, place) : turn.utterance
    const { text: utterance, hide } = masker.mask(original, namesOf(turn))
    await putMaskedTurn(tx, turn.id, {
      utterance,
      utteranceSealed: turn.utteranceSealed ?? (utterance === original ? null : cipher.seal(original, place)),
      slots: hide(turn.slots),
      reply: hide(turn.reply),
    })
  }
  const remaskRequest = (tx: Tx, request: UnmaskedRequest) => {
    const topic = cipher.open(request.topicSealed, placeOfTopic(request.id))
    return putMaskedRequest(tx, request.id, masker.mask(topic, namesOf(request)).text)
  }
  const batch = async (tx: Tx) => {
    const turns = await unmaskedTurns(tx, BATCH)
    for (const turn of turns) await remaskTurn(tx, turn)
    const requests = await unmaskedRequests(tx, BATCH)
    for (const request of requests) await remaskRequest(tx, request)
    return turns.length + requests.length
  }
  return {
    async sweep() {
      let all = 0
      for (;;) {
        const done = await transactions.run(batch)
        all += done
        if (done === 0) return all
      }
    },
  }
}
