/** Generated programs, and applications in every state they can be in, with their history, records and notices. */
import { randomUUID } from 'node:crypto'
import type { ActorKind, ApplicationState } from '../../domain/application.js'
import { CATEGORIES } from '../../domain/category.js'
import { toJamo } from '../../domain/jamo.js'
import type { Cipher } from '../../platform/cipher.js'
import { seoulDay } from '../../platform/clock.js'
import type { BulkRow } from '../../storage/bulk.js'
import { placeOfFacts } from '../../storage/notices.js'
import type { Chance } from './chance.js'
import { readWordLists } from './sheets.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const ORGANISATION = '손모아 시험 기관'
const ORGANISATION_JAMO = toJamo(ORGANISATION)

export const PROGRAM_COLUMNS = [
  ...[
    'id',
    'portal',
    'organisation_name',
    'title',
    'kind',
    'category',
    'sido',
    'sigungu',
    'place',
    'starts_at',
    'ends_at',
  ],
  ...[
    'capacity',
    'approval',
    'min_age',
    'max_age',
    'recruit_until',
    'cancel_until',
    'certificate',
    'state',
    'search_jamo',
  ],
  ...['demo', 'created_at'],
]

export interface MadeProgram {
  readonly id: string
  readonly title: string
  readonly startsAt: Date
  readonly cancelled: boolean
  seatsLeft: number
}

/** Most on the sixty days after `now`; of those before it people have come back. `onProgram` is told of each. */
export function* makePrograms(most: number, now: Date, onProgram: (program: MadeProgram) => void): Generator<BulkRow> {
  const { place: places, thing: things } = readWordLists()
  const patterns = places.flatMap(([place = '', sido = '']) =>
    things.map(([thing = '']) => ({ sido, sigungu: place === '세종' ? null : place, title: `${place} ${thing}` })),
  )
  const jamo = patterns.map(({ title }) => toJamo(title))
  const firstHour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS
  for (let n = 1; n <= most; n++) {
    const pattern = patterns[n % patterns.length]!
    const past = n % 11 === 0
    const hours = 1 + ((n * 7919) % 1440)
    const startsAt = new Date(firstHour + (past ? -hours : hours) * HOUR_MS)
    const capacity = 5 + (n % 26)
    const cancelled = n % 23 === 0
    const id = randomUUID()
    const title = `${pattern.title} ${n}`
    onProgram({ id, title, startsAt, cancelled, seatsLeft: capacity })
    yield [
      ...[id, 'own', ORGANISATION, title, n % 13 === 0 ? 'talent' : 'regular', CATEGORIES[n % CATEGORIES.length]!],
      ...[
        pattern.sido,
        pattern.sigungu,
        `${pattern.title} 모이는 곳`,
        startsAt,
        new Date(startsAt.getTime() + 2 * HOUR_MS),
      ],
      ...[capacity, n % 3 === 0 ? 'manual' : 'automatic', 9, 24],
      ...[new Date(startsAt.getTime() - HOUR_MS), new Date(startsAt.getTime() - DAY_MS), 'automatic'],
      ...[cancelled ? 'cancelled' : 'open', `${jamo[n % patterns.length]}${n} ${ORGANISATION_JAMO}`, true],
      new Date(Math.min(now.getTime(), startsAt.getTime()) - 30 * DAY_MS),
    ]
  }
}

export const APPLICATION_COLUMNS = ['id', 'program_id', 'volunteer_id', 'state', 'people', 'applied_at', 'changed_at']
export const EVENT_COLUMNS = ['application_id', 'from_state', 'to_state', 'actor', 'actor_id', 'at']
export const RECORD_COLUMNS = [
  ...[
    'volunteer_id',
    'application_id',
    'portal',
    'title',
    'organisation_name',
    'done_on',
    'minutes',
    'state',
    'created_at',
  ],
]
export const NOTICE_COLUMNS = [
  ...[
    'id',
    'kind',
    'once_key',
    'volunteer_id',
    'subject',
    'facts_sealed',
    'due',
    'not_after',
    'state',
    'reason',
    'tries',
  ],
  ...['created_at', 'settled_at'],
]
export const ATTEMPT_COLUMNS = [
  ...['notice_id', 'channel', 'vendor', 'group_id', 'message_id', 'outcome', 'reason', 'begun_at', 'settled_at'],
]

export interface MadeApplications {
  readonly applications: BulkRow[]
  readonly events: BulkRow[]
  readonly records: BulkRow[]
  readonly notices: BulkRow[]
  readonly attempts: BulkRow[]
}

/** How often each state is met, before and after the activity. */
const AHEAD: readonly (readonly [ApplicationState, number])[] = [
  ...([
    ['approved', 50],
    ['applied', 20],
    ['cancelled', 12],
    ['waiting', 6],
    ['rejected', 5],
  ] as const),
  ...([
    ['cancel-requested', 3],
    ['offered', 2],
    ['expired', 2],
  ] as const),
]
const AFTERWARDS: readonly (readonly [ApplicationState, number])[] = [
  ...([
    ['attended', 80],
    ['absent', 8],
    ['cancelled', 12],
  ] as const),
]
const HOLDING: ReadonlySet<ApplicationState> = new Set([
  ...(['applied', 'offered', 'approved', 'cancel-requested', 'attended', 'absent'] as const),
])
const MOST_APPLICATIONS = 4

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
  const { volunteerIds, programs, chance } = parts
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
  const { startsAt, cancelled } = program
  const wanted = cancelled ? 'program-cancelled' : weighted(chance, startsAt < now ? AFTERWARDS : AHEAD)
  const state = HOLDING.has(wanted) && program.seatsLeft < 1 ? 'rejected' : wanted
  if (HOLDING.has(state)) program.seatsLeft--
  const id = randomUUID()
  const latest = Math.min(now.getTime(), startsAt.getTime() - HOUR_MS)
  const appliedAt = new Date(latest - Math.floor(chance.next() * 20 * DAY_MS))
  const changedAt = new Date(appliedAt.getTime() + Math.floor(chance.next() * (latest - appliedAt.getTime())))
  made.applications.push([id, program.id, volunteerId, state, 1, appliedAt, changedAt])
  made.events.push([id, null, 'applied', 'volunteer', volunteerId, appliedAt])
  if (state !== 'applied') made.events.push([id, 'applied', state, ...actorOf(state, volunteerId), changedAt])
  if (state === 'attended')
    made.records.push([
      ...[volunteerId, id, 'own', program.title, ORGANISATION, seoulDay(startsAt), 120],
      ...[chance.next() < 0.8 ? 'approved' : 'entered', startsAt],
    ])
  addNotice(cipher, chance, made, { id, volunteerId, program, at: appliedAt })
}

/** The generated programs are no organisation's that could act. */
function actorOf(state: ApplicationState, volunteerId: string): [ActorKind, string | null] {
  return state === 'cancelled' || state === 'cancel-requested' ? ['volunteer', volunteerId] : ['service', null]
}

function weighted<T>(chance: Chance, values: readonly (readonly [T, number])[]): T {
  let left = chance.below(values.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [value, weight] of values) {
    if (left < weight) return value
    left -= weight
  }
  return values[0]![0]
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
    ...[noticeId, 'applied', `seed:${noticeId}`, volunteerId, id, facts, at, program.startsAt],
    ...[failed ? 'refused' : 'sent', reason, 1, at, settled],
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
