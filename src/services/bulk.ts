/** Fills a desk's database with as much as asked: how the service behaves with years in it. */
import { randomUUID } from 'node:crypto'
import type { Cipher } from '../platform/cipher.js'
import { addDays, type Clock } from '../platform/clock.js'
import {
  addBulkOrganisation,
  analyseTables,
  type BulkRow,
  checkNow,
  copyRows,
  copyTurns,
  copyVolunteers,
  indexedAfterwards,
  prepareBulk,
  speakingAccounts,
} from '../storage/bulk.js'
import type { Tx } from '../storage/transaction.js'
import { makeTurnMonths } from '../storage/turn-months.js'
import { sealedPerson } from '../storage/volunteers.js'
import {
  APPLICATION_COLUMNS,
  ATTEMPT_COLUMNS,
  EVENT_COLUMNS,
  makeApplications,
  NOTICE_COLUMNS,
  RECORD_COLUMNS,
} from './bulk/applications.js'
import { type Chance, createChance } from './bulk/chance.js'
import { CONVERSATION_SPAN_MS, makeTurns, REQUEST_COLUMNS, TURN_COLUMNS, withoutFuture } from './bulk/conversations.js'
import { CONVERSATION_COLUMNS, createCounting } from './bulk/counting.js'
import {
  type MadeProgram,
  makePrograms,
  ORGANISATION,
  ORIGIN_COLUMNS,
  originOf,
  PROGRAM_COLUMNS,
} from './bulk/programs.js'
import { readWordLists } from './bulk/sheets.js'

export interface Amounts {
  readonly programs: number
  readonly volunteers: number
  readonly turns: number
}

export interface Bulk {
  /** Adds this much to what is there. Returns what was added: volunteers that were there already are left out. */
  add(tx: Tx, amounts: Amounts): Promise<Amounts>
}

export interface BulkParts {
  readonly cipher: Cipher
  readonly clock: Clock
}

const TURNS_AN_ACCOUNT = 20
const VOLUNTEERS_AT_ONCE = 20_000
const ACCOUNT_COLUMNS = ['messenger', 'user_key', 'volunteer_id', 'linked_at', 'created_at', 'seen_at']

export function createBulk(parts: BulkParts): Bulk {
  const { clock } = parts
  return {
    async add(tx, { programs, volunteers, turns }) {
      const now = clock.now()
      const chance = createChance(now.getTime())
      await prepareBulk(tx)
      const { made, added: addedPrograms } = await addPrograms(tx, programs, now)
      let addedVolunteers = 0
      for (let begun = 0; begun < volunteers; begun += VOLUNTEERS_AT_ONCE) {
        const most = Math.min(VOLUNTEERS_AT_ONCE, volunteers - begun)
        const volunteerIds = await addVolunteers(parts, tx, chance, most, now)
        addedVolunteers += volunteerIds.length
        await addApplications(parts, tx, { volunteerIds, programs: made, chance, now })
      }
      const addedTurns = turns > 0 ? await addTurns(parts, tx, chance, turns, now) : 0
      await analyseTables(tx)
      return { programs: addedPrograms, volunteers: addedVolunteers, turns: addedTurns }
    },
  }
}

async function addPrograms(tx: Tx, most: number, now: Date): Promise<{ made: MadeProgram[]; added: number }> {
  const made: MadeProgram[] = []
  await addBulkOrganisation(tx, ORGANISATION, now)
  const rows = makePrograms(most, now, program => made.push(program))
  const added = await indexedAfterwards(tx, 'programs', most, async () => {
    const copied = await copyRows(tx, 'programs', PROGRAM_COLUMNS, rows)
    const elsewhere = made.filter(({ portal }) => portal !== 'own')
    await copyRows(tx, 'program_origins', ORIGIN_COLUMNS, elsewhere.map(originOf))
    await checkNow(tx)
    return copied
  })
  return { made, added }
}

/** Each with one linked messenger account, in turn of Kakao and TalkTalk. */
async function addVolunteers({ cipher }: BulkParts, tx: Tx, chance: Chance, most: number, now: Date) {
  const people = Array.from({ length: most }, () => anybody(cipher, chance, now))
  const ids = await copyVolunteers(tx, people)
  const accounts = ids.map((id, place) => [messengerOf(place), `seed-${id}`, id, now, now, now])
  await copyRows(tx, 'messenger_accounts', ACCOUNT_COLUMNS, accounts)
  return ids
}

/** A person who can be nobody: a sample name, any birth date, a number that is given to nobody (010-0…). */
function anybody(cipher: Cipher, chance: Chance, now: Date): BulkRow {
  const id = randomUUID()
  const [name = ''] = chance.pick(names)
  const birth = addDays('2003-01-01', chance.below(4000))
  const phone = `0100${String(chance.below(10_000_000)).padStart(7, '0')}`
  return [id, ...sealedPerson(cipher, id, { name, birth, phone }), now]
}

const names = readWordLists().name

async function addApplications(
  { cipher }: BulkParts,
  tx: Tx,
  parts: { volunteerIds: readonly string[]; programs: readonly MadeProgram[]; chance: Chance; now: Date },
): Promise<void> {
  const { applications, events, records, notices, attempts } = makeApplications({ ...parts, cipher })
  await copyRows(tx, 'applications', APPLICATION_COLUMNS, applications)
  await copyRows(tx, 'application_events', EVENT_COLUMNS, events)
  await copyRows(tx, 'records', RECORD_COLUMNS, records)
  await copyRows(tx, 'notices', NOTICE_COLUMNS, notices)
  await copyRows(tx, 'attempts', ATTEMPT_COLUMNS, attempts)
}

/** On the ninety days before `now`, by the generated accounts; where these are few, by new ones of nobody, too. */
async function addTurns({ cipher }: BulkParts, tx: Tx, chance: Chance, most: number, now: Date) {
  const lacking = Math.ceil(most / TURNS_AN_ACCOUNT) - (await speakingAccounts(tx)).length
  const strangers = Array.from({ length: Math.max(0, lacking) }, (_, place) => [
    messengerOf(place),
    `seed-${randomUUID()}`,
    null,
    null,
    now,
    now,
  ])
  await copyRows(tx, 'messenger_accounts', ACCOUNT_COLUMNS, strangers)
  const accounts = await speakingAccounts(tx)
  const requests: BulkRow[] = []
  const from = new Date(now.getTime() - CONVERSATION_SPAN_MS)
  const onRequest = (row: BulkRow) => requests.push(withoutFuture(row, now))
  await makeTurnMonths(tx, from, now)
  const counting = createCounting()
  const turns = makeTurns({ accounts, most, from, to: now, chance, cipher, onTurn: counting.count, onRequest })
  const added = await indexedAfterwards(tx, 'turns', most, () => copyTurns(tx, TURN_COLUMNS, turns))
  await copyRows(tx, 'conversations', CONVERSATION_COLUMNS, counting.rows())
  await copyRows(tx, 'agent_requests', REQUEST_COLUMNS, requests)
  return added
}

function messengerOf(place: number): string {
  return place % 2 === 0 ? 'kakao' : 'talktalk'
}
