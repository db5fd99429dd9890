/** What a person may ask of us about themselves: to see what is kept, to take it along, and to be forgotten (개인정보 보호법 제35조, 제36조). */
import { isComing } from '../domain/application.js'
import type { NoticeFacts } from '../domain/notice.js'
import type { Cipher } from '../platform/cipher.js'
import { type Clock, seoulIso } from '../platform/clock.js'
import { forgetLookWords } from '../storage/access-log.js'
import { placeInDispute } from '../storage/disputes.js'
import { placeOfFacts } from '../storage/notices.js'
import * as kept from '../storage/own-data.js'
import type { Tx } from '../storage/transaction.js'
import { placeInTurn } from '../storage/turns.js'
import type { Volunteer, VolunteerStore } from '../storage/volunteers.js'
import type { AccessLog } from './access-log.js'
import type { Seats } from './seats.js'

/** Who asks: a person by their visit, a person by a chat, or a chat that is linked to nobody. */
export interface Asker {
  readonly volunteerId?: string | undefined
  readonly accountId?: string | undefined
  /** Where the request came from: an address, or the messenger. */
  readonly from: string
}

export interface Summary {
  readonly person: Volunteer | undefined
  readonly messengers: readonly string[]
  readonly turns: number
  /** Applications whose program is still to come. */
  readonly coming: number
  readonly applications: number
  readonly records: number
  readonly approvedMinutes: number
}

export interface OwnData {
  /** How much is kept, for the person to see. */
  summary(tx: Tx, asker: Asker): Promise<Summary>
  /** All of it as plain JSON, moments in ISO 8601 of Seoul. Is noted as an export. */
  export(tx: Tx, asker: Asker): Promise<object>
  /**
   * Removes the person, every messenger account linked to them and the account that asks, with all that belongs to them; frees their
   * seats. What stays: numbers without a person, and in the access log their ids. Cannot be undone.
   */
  forget(tx: Tx, asker: Asker): Promise<void>
}

export interface OwnDataParts {
  readonly volunteerStore: VolunteerStore
  readonly accessLog: AccessLog
  readonly seats: Seats
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createOwnData(parts: OwnDataParts): OwnData {
  const { volunteerStore, accessLog, clock } = parts
  const note = (tx: Tx, { volunteerId, from }: Asker, action: 'export' | 'deletion', { accountIds }: kept.Owner) =>
    accessLog.note(tx, {
      actor: 'volunteer',
      actorId: volunteerId ?? null,
      address: from,
      action,
      volunteerIds: volunteerId ? [volunteerId] : [],
      accountIds,
    })
  return {
    async summary(tx, asker) {
      const owner = await kept.findOwner(tx, asker.volunteerId, asker.accountId)
      const applications = await kept.applicationsOf(tx, owner)
      const records = await kept.recordsOf(tx, owner)
      const approved = records.filter(({ state }) => state === 'approved')
      return {
        person: asker.volunteerId ? await volunteerStore.find(tx, asker.volunteerId) : undefined,
        messengers: [...new Set((await kept.accountsOf(tx, owner)).map(({ messenger }) => messenger))],
        turns: await kept.countTurns(tx, owner),
        coming: applications.filter(({ state, endsAt }) => isComing(state) && endsAt > clock.now()).length,
        applications: applications.length,
        records: records.length,
        approvedMinutes: approved.reduce((minutes, record) => minutes + record.minutes, 0),
      }
    },
    async export(tx, asker) {
      const owner = await kept.findOwner(tx, asker.volunteerId, asker.accountId)
      await note(tx, asker, 'export', owner)
      const volunteer = asker.volunteerId ? await volunteerStore.find(tx, asker.volunteerId) : undefined
      return asJson({ exportedAt: clock.now(), ...(await everything(parts, tx, owner, volunteer)) }) as object
    },
    async forget(tx, asker) {
      const owner = await kept.holdOwner(tx, asker.volunteerId, asker.accountId)
      await note(tx, asker, 'deletion', owner)
      await forgetLookWords(tx, {
        volunteerIds: owner.volunteerId ? [owner.volunteerId] : [],
        accountIds: owner.accountIds,
      })
      for (const programId of await kept.removeOwner(tx, owner)) await parts.seats.fill(tx, programId)
    },
  }
}

/** In stable English names, for a person to read and a program to take over. */
async function everything({ cipher }: OwnDataParts, tx: Tx, owner: kept.Owner, volunteer: Volunteer | undefined) {
  const turns = await kept.turnsOf(tx, owner)
  const requests = await kept.requestsOf(tx, owner)
  const notices = await kept.noticesOf(tx, owner)
  const disputes = await kept.disputesOf(tx, owner)
  return {
    person: volunteer ? { name: volunteer.name, birth: volunteer.birth, phone: volunteer.phone } : null,
    messengers: await kept.accountsOf(tx, owner),
    consents: await kept.consentsOf(tx, owner),
    applications: await kept.applicationsOf(tx, owner),
    records: await kept.recordsOf(tx, owner),
    disputes: disputes.map(({ id, wordsSealed, messageSealed, ...dispute }) => ({
      ...dispute,
      words: cipher.open(wordsSealed, placeInDispute('words_sealed', id)),
      message: messageSealed && cipher.open(messageSealed, placeInDispute('message_sealed', id)),
    })),
    wishes: await kept.wishesOf(tx, owner),
    notices: notices.map(({ id, factsSealed, ...notice }) => {
      const { phone, variables } = JSON.parse(cipher.open(factsSealed, placeOfFacts(id))) as NoticeFacts
      return { ...notice, facts: { phone, variables } }
    }),
    conversations: turns.map(turn => ({
      messenger: turn.messenger,
      at: turn.at,
      said: turn.utteranceSealed
        ? cipher.open(turn.utteranceSealed, placeInTurn('utterance_sealed', turn))
        : turn.utterance,
      answered: turn.reply,
    })),
    requests: requests.map(({ id, topicSealed, ...request }) => ({
      ...request,
      topic: cipher.open(topicSealed, { table: 'agent_requests', column: 'topic_sealed', row: id }),
    })),
    looks: await kept.looksAt(tx, owner),
  }
}

function asJson(value: unknown): unknown {
  if (value instanceof Date) return seoulIso(value)
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asJson(one)]))
}
