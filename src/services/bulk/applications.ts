/** Generated applications in every state they can be in, with their history, records and notices. */
import { randomUUID } from 'node:crypto'
import { type ActorKind, type ApplicationState, holdsSeat } from '../../domain/application.js'
import { offeredUntil } from '../../domain/offer.js'
import { PORTALS } from '../../domain/portal.js'
import type { Cipher } from '../../platform/cipher.js'
import { seoulDay } from '../../platform/clock.js'
import type { BulkRow } from '../../storage/bulk.js'
import { placeOfFacts } from '../../storage/notices.js'
import type { Chance } from './chance.js'
import { type MadeProgram, ORGANISATION } from './programs.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

export const APPLICATION_COLUMNS = 'id program_id volunteer_id state people applied_at changed_at offer_until'.split(
  ' ',
)
export const EVENT_COLUMNS = 'application_id from_state to_state actor actor_id at'.split(' ')
export const RECORD_COLUMNS =
  'volunteer_id application_id portal title organisation_name done_on minutes state created_at'.split(' ')
export const NOTICE_COLUMNS =
  'id kind once_key volunteer_id subject facts_sealed due not_after state reason tries created_at settled_at'.split(' ')
export const ATTEMPT_COLUMNS = 'notice_id channel vendor group_id message_id outcome reason begun_at settled_at'.split(
  ' ',
)

export interface MadeApplications {
  readonly applications: BulkRow[]
  readonly events: BulkRow[]
  readonly records: BulkRow[]
  readonly notices: BulkRow[]
  readonly attempts: BulkRow[]
}

type Weights = Partial<Record<ApplicationState, number>>

/** How often each state is met, before and after the activity. */
const AHEAD: Weights = {
  approved: 50,
  applied: 20,
  cancelled: 12,
  waiting: 6,
  rejected: 5,
  'cancel-requested': 3,
  offered: 2,
  expired: 2,
}
const AFTERWARDS: Weights = { attended: 80, absent: 8, cancelled: 12 }
const MOST_APPLICATIONS = 4
/** Of one record, however many days the activity takes. */
const MOST_MINUTES = 480

export interface ApplicationParts {
  readonly volunteerIds: readonly string[]
  readonly programs: readonly MadeProgram[]
  readonly now: Date
  readonly chance: Chance
  readonly cipher: Cipher
}

/** Up to four of each volunteer, never two of one program, never more than there are seats. */
export function makeApplications(parts: ApplicationParts): MadeApplications {
  const made: MadeApplications = { applications: [], events: [], records: [], notices: [], attempts: [] }
  const { volunteerIds, chance } = parts
  const programs = parts.programs.filter(({ portal }) => PORTALS[portal].can.apply)
  if (programs.length === 0) return made
  for (const volunteerId of volunteerIds) {
    const chosen = new Set<MadeProgram>()
    for (let left = chance.below(MOST_APPLICATIONS + 1); left > 0; left--) chosen.add(chance.pick(programs))
    for (const program of chosen) addApplication(parts, made, volunteerId, program)
  }
  return made
}

function addApplication(
  { now, chance, cipher }: ApplicationParts,
  made: MadeApplications,
  volunteerId: string,
  program: MadeProgram,
) {
  const { startsAt, minutes, cancelled } = program
  const wanted = cancelled ? 'program-cancelled' : weighted(chance, startsAt < now ? AFTERWARDS : AHEAD)
  const state = holdsSeat(wanted) && program.seatsLeft < 1 ? 'rejected' : wanted
  if (holdsSeat(state)) program.seatsLeft--
  const id = randomUUID()
  const latest = Math.min(now.getTime(), startsAt.getTime() - HOUR_MS)
  const appliedAt = new Date(latest - Math.floor(chance.next() * 20 * DAY_MS))
  const changedAt = new Date(appliedAt.getTime() + Math.floor(chance.next() * (latest - appliedAt.getTime())))
  const offerUntil = state === 'offered' ? offeredUntil(changedAt) : null
  made.applications.push([id, program.id, volunteerId, state, 1, appliedAt, changedAt, offerUntil])
  made.events.push([id, null, 'applied', 'volunteer', volunteerId, appliedAt])
  if (state !== 'applied') made.events.push([id, 'applied', state, ...actorOf(state, volunteerId), changedAt])
  if (state === 'attended')
    made.records.push([
      volunteerId,
      id,
      'own',
      program.title,
      ORGANISATION.name,
      seoulDay(startsAt),
      Math.min(minutes, MOST_MINUTES),
      chance.next() < 0.8 ? 'approved' : 'entered',
      startsAt,
    ])
  addNotice(cipher, chance, made, { id, volunteerId, program, at: appliedAt })
}

/** The organisation of the generated programs cannot act. */
function actorOf(state: ApplicationState, volunteerId: string): [ActorKind, string | null] {
  return state === 'cancelled' || state === 'cancel-requested' ? ['volunteer', volunteerId] : ['service', null]
}

function weighted(chance: Chance, weights: Weights): ApplicationState {
  const states = Object.entries(weights) as [ApplicationState, number][]
  let left = chance.below(states.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [state, weight] of states) {
    if (left < weight) return state
    left -= weight
  }
  return states[0]![0]
}

interface Told {
  readonly id: string
  readonly volunteerId: string
  readonly program: MadeProgram
  readonly at: Date
}

/** Told long ago, some in vain: none of it is ever sent. */
function addNotice(
  cipher: Cipher,
  chance: Chance,
  made: MadeApplications,
  { id, volunteerId, program, at }: Told,
): void {
  const noticeId = randomUUID()
  const failed = chance.next() < 0.03
  const reason = failed ? 'seed' : null
  const facts = cipher.seal(JSON.stringify({ variables: { 활동명: program.title } }), placeOfFacts(noticeId))
  const settled = new Date(at.getTime() + 2000)
  made.notices.push([
    noticeId,
    'applied',
    `seed:${noticeId}`,
    volunteerId,
    id,
    facts,
    at,
    program.startsAt,
    failed ? 'refused' : 'sent',
    reason,
    1,
    at,
    settled,
  ])
  const message = failed ? null : `seed-${noticeId}`
  made.attempts.push([
    noticeId,
    'phone',
    'seed',
    `seed-${noticeId}`,
    message,
    failed ? 'refused' : 'sent',
    reason,
    at,
    settled,
  ])
}
