/** hours: the sum of one's time, what the school record takes over of it, the list of records, and what is not among them and why. */
import { type Asked, done, identify } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import type { VolunteerRecord } from '../src/domain/record.js'
import { spellDay, spellDays, spellMinutes, spellMoment } from '../src/domain/spelling.js'
import { seoulDay } from '../src/platform/clock.js'
import type { Hours } from '../src/services/records.js'
import type { DateRange, Slots } from '../src/understanding/slots.js'
import { type FlowParts, flow } from './flows.js'
import { outcomeOf } from './state.js'

type Data = { slots?: Slots }
const MOST_LISTED = 20
/** Of the activities that ended last. */
const MOST_MISSING = 10

export function createHours({ services }: FlowParts) {
  return flow<Data>({
    name: 'hours',
    steps: {
      sum: {
        async ask(turn, data) {
          data.slots ??= turn.said.slots
          if (!turn.volunteerId) return identify('hours', data)
          const days = daysOf(data.slots)
          const hours = await services.records.ofVolunteer(turn.tx, turn.volunteerId, days)
          const missing = await missingOf(turn, turn.volunteerId, days)
          const period = spellPeriod(turn, data.slots)
          if (hours.records.length === 0) turn.say('none', { period })
          else sayRecords(turn, hours, period, days === undefined)
          if (missing.length > 0) turn.say('missing', { missing })
          return waysOn(turn, hours.records.length > 0, missing.length > 0)
        },
      },
    },
  })

  /** Activities that are over and of which nothing was recorded, with how far they are. */
  async function missingOf(turn: Turn, volunteerId: string, days: DateRange | undefined) {
    const past = await services.applications.past(turn.tx, volunteerId, MOST_MISSING)
    const ids = past.map(({ application }) => application.id)
    const recorded = await services.records.ofApplications(turn.tx, ids)
    return past
      .filter(({ application, program }) => !recorded.has(application.id) && isWithin(seoulDay(program.startsAt), days))
      .map(({ application, program }) => ({
        when: spellMoment(program.startsAt),
        title: program.title,
        state: outcomeOf(turn, application, undefined),
      }))
  }
}

function sayRecords(turn: Turn, hours: Hours, period: string, isAll: boolean): void {
  const { records, approvedMinutes, pendingMinutes, schoolHours } = hours
  const school = schoolHours * 60 < approvedMinutes ? spellMinutes(schoolHours * 60) : ''
  turn.say('sum', {
    period,
    count: records.length,
    approved: spellMinutes(approvedMinutes),
    school,
    pending: pendingMinutes > 0 ? spellMinutes(pendingMinutes) : '',
    years: isAll ? yearsOf(records) : [],
  })
  turn.say('list', {
    school,
    more: records.length > MOST_LISTED,
    records: records.slice(0, MOST_LISTED).map(record => ({
      day: spellDay(record.doneOn),
      year: record.doneOn.slice(0, 4),
      title: record.title,
      time: spellMinutes(record.minutes),
      portal: record.portal === 'own' ? '' : turn.label(`portal-${record.portal}`),
      entered: record.state === 'entered',
    })),
  })
}

/** What counts of each year, the last first, where there are several. */
function yearsOf(records: readonly VolunteerRecord[]) {
  const counting = records.filter(({ state }) => state === 'approved')
  const years = [...new Set(counting.map(({ doneOn }) => doneOn.slice(0, 4)))]
  if (years.length < 2) return []
  return years.map(year => {
    const ofYear = counting.filter(({ doneOn }) => doneOn.startsWith(year))
    return { year, time: spellMinutes(ofYear.reduce((sum, { minutes }) => sum + minutes, 0)) }
  })
}

function waysOn(turn: Turn, hasRecords: boolean, isMissing: boolean): Asked {
  if (hasRecords) turn.offer('certificate', beginning('certificate'))
  if (hasRecords) turn.offer('policy', beginning('faq_hours_policy'))
  if (hasRecords || isMissing) turn.offerFlow('dispute', beginning('dispute'))
  if (!hasRecords) turn.offer('find', beginning('search'))
  return done()
}

function isWithin(day: string, days: DateRange | undefined): boolean {
  return !days || (days.from <= day && day <= days.to)
}

function daysOf({ dates, year }: Slots): DateRange | undefined {
  return dates ?? (year ? { from: `${year}-01-01`, to: `${year}-12-31` } : undefined)
}

function spellPeriod(turn: Turn, { dates, year }: Slots): string {
  if (dates) return spellDays(dates.from, dates.to)
  return year ? turn.label('year', { year }) : ''
}
