/** hours: the sum of one's time and the list of records. */
import { done, identify } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { spellDay, spellDays, spellMinutes } from '../src/domain/spelling.js'
import type { Slots } from '../src/understanding/slots.js'
import { type FlowParts, flow } from './flows.js'

type Data = { slots?: Slots }
const MOST_LISTED = 20

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
          const period = spellPeriod(turn, data.slots)
          if (hours.records.length === 0) {
            turn.say('none', { period })
            turn.offer('find', beginning('search'))
            return done()
          }
          turn.say('sum', {
            period,
            count: hours.records.length,
            approved: spellMinutes(hours.approvedMinutes),
            pending: hours.pendingMinutes > 0 ? spellMinutes(hours.pendingMinutes) : '',
          })
          turn.say('list', {
            more: hours.records.length > MOST_LISTED,
            records: hours.records.slice(0, MOST_LISTED).map(record => ({
              day: spellDay(record.doneOn),
              year: record.doneOn.slice(0, 4),
              title: record.title,
              time: spellMinutes(record.minutes),
              portal: record.portal === 'own' ? '' : turn.label(`portal-${record.portal}`),
              entered: record.state === 'entered',
            })),
          })
          turn.offer('certificate', beginning('certificate'))
          turn.offer('policy', beginning('faq_hours_policy'))
          return done()
        },
      },
    },
  })
}

function daysOf({ dates, year }: Slots): { from: string; to: string } | undefined {
  return dates ?? (year ? { from: `${year}-01-01`, to: `${year}-12-31` } : undefined)
}

function spellPeriod(turn: Turn, { dates, year }: Slots): string {
  if (dates) return spellDays(dates.from, dates.to)
  return year ? turn.label('year', { year }) : ''
}
