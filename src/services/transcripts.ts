/** Writing down what was said: readable without personal data, the original sealed beside it. */
import { graspOf, type Heard } from '../domain/grasp.js'
import type { Masker } from '../domain/transcript.js'
import type { Cipher } from '../platform/cipher.js'
import type { LockedAccount } from '../storage/accounts.js'
import { type EarlierAnswer, earlierAnswer, placeOfAnswer } from '../storage/request-answers.js'
import type { Tx } from '../storage/transaction.js'
import { type NewTurn, placeInTurn, writeTurn } from '../storage/turns.js'
import { placeOfPerson, type VolunteerStore } from '../storage/volunteers.js'

/** Whose account it is, as far as that was known while the turn was taken. */
export interface Speaker extends Pick<LockedAccount, 'volunteerId' | 'nameSealed'> {
  /** Who came in by a token, though the account is linked to nobody. */
  readonly guestId: string | undefined
}

export interface SpokenTurn
  extends Omit<NewTurn, 'utteranceSealed' | 'reply' | 'grasp'>,
    Partial<Pick<Heard, 'chosen' | 'askedAgain'>> {
  /** By which the messenger would send the request again. */
  readonly requestKey: string | null
  /** What was answered, as the messenger's formatter gets it. */
  readonly answer: object
  /** What of the answer only the person may know, besides tokens. */
  readonly secrets?: readonly string[]
  readonly speaker: Speaker
  /** What came of the turn, for a repeated request to get it again. */
  readonly spoken: object
}

export interface Transcripts {
  /**
   * Writes the turn and the account's session with the commit, what is personal in them masked. Only a turn with a request key keeps all that came of
   * it, to give it again.
   */
  write(tx: Tx, turn: SpokenTurn, session: object): Promise<void>
  /** The answer given earlier to the same request. */
  earlierAnswer(tx: Tx, messenger: string, userKey: string, requestKey: string): Promise<object | undefined>
  open(answer: EarlierAnswer): object
}

export interface TranscriptParts {
  readonly volunteerStore: VolunteerStore
  readonly cipher: Cipher
  readonly masker: Masker
}

export function createTranscripts({ volunteerStore, cipher, masker }: TranscriptParts): Transcripts {
  const open = (answer: EarlierAnswer) => JSON.parse(cipher.open(answer.answerSealed, placeOfAnswer(answer))) as object
  const namesOf = async (tx: Tx, { volunteerId, nameSealed, guestId }: Speaker) => {
    const own = volunteerId && nameSealed ? [cipher.open(nameSealed, placeOfPerson('name', volunteerId))] : []
    const guest = guestId && guestId !== volunteerId ? await volunteerStore.find(tx, guestId) : undefined
    return guest ? [...own, guest.name] : own
  }
  return {
    async write(
      tx,
      { answer, spoken, speaker, secrets = [], requestKey, chosen = false, askedAgain = false, ...turn },
      session,
    ) {
      const names = await namesOf(tx, speaker)
      const { text: utterance, hide } = masker.mask(turn.utterance, names)
      const row: NewTurn = {
        ...turn,
        grasp: graspOf({ ...turn, chosen, askedAgain }),
        utterance,
        utteranceSealed:
          utterance === turn.utterance ? null : cipher.seal(turn.utterance, placeInTurn('utterance_sealed', turn)),
        slots: hide(turn.slots),
        reply: masker.hideTokens(JSON.stringify(masker.hideSecrets(hide(answer), secrets))),
      }
      const answered = requestKey
        ? { requestKey, answerSealed: cipher.seal(JSON.stringify(spoken), placeOfAnswer(turn)) }
        : undefined
      writeTurn(tx, row, hide(session), answered)
    },
    async earlierAnswer(tx, messenger, userKey, requestKey) {
      const answer = await earlierAnswer(tx, messenger, userKey, requestKey)
      return answer && open(answer)
    },
    open,
  }
}
