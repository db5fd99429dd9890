/** Writing down what was said: readable without personal data, the original sealed beside it. */
import { graspOf, type Heard } from '../domain/grasp.js'
import { maskTokens, maskUtterance } from '../domain/transcript.js'
import type { Cipher } from '../platform/cipher.js'
import type { Tx } from '../storage/transaction.js'
import { type EarlierAnswer, type NewTurn, placeInTurn, type TurnStore } from '../storage/turn-store.js'

export interface SpokenTurn
  extends Omit<NewTurn, 'utteranceSealed' | 'answerSealed' | 'reply' | 'grasp'>,
    Partial<Pick<Heard, 'chosen' | 'askedAgain'>> {
  /** What was answered, as the messenger's formatter gets it. */
  readonly answer: object
  /** What came of the turn, for a repeated request to get it again. */
  readonly spoken: object
}

export interface Transcripts {
  /** Writes the turn and the account's session. Only a turn with a request key keeps all that came of it, to give it again. */
  write(tx: Tx, turn: SpokenTurn, session: object): Promise<void>
  /** The answer given earlier to the same request. */
  earlierAnswer(tx: Tx, messenger: string, userKey: string, requestKey: string): Promise<object | undefined>
  open(answer: EarlierAnswer): object
}

export function createTranscripts({ turnStore, cipher }: { turnStore: TurnStore; cipher: Cipher }): Transcripts {
  const open = (answer: EarlierAnswer) =>
    JSON.parse(cipher.open(answer.answerSealed, placeInTurn('answer_sealed', answer))) as object
  return {
    async write(tx, { answer, spoken, chosen = false, askedAgain = false, ...turn }, session) {
      const utterance = maskUtterance(turn.utterance)
      const row: NewTurn = {
        ...turn,
        grasp: graspOf({ ...turn, chosen, askedAgain }),
        utterance,
        utteranceSealed:
          utterance === turn.utterance ? null : cipher.seal(turn.utterance, placeInTurn('utterance_sealed', turn)),
        reply: JSON.parse(maskTokens(JSON.stringify(answer))) as object,
        answerSealed: turn.requestKey ? cipher.seal(JSON.stringify(spoken), placeInTurn('answer_sealed', turn)) : null,
      }
      await turnStore.write(tx, row, session)
    },
    async earlierAnswer(tx, messenger, userKey, requestKey) {
      const answer = await turnStore.earlierAnswer(tx, messenger, userKey, requestKey)
      return answer && open(answer)
    },
    open,
  }
}
