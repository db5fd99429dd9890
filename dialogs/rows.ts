/** A program as one row of a list: what decides comes first, for a messenger shows one line of it. */
import { beginning } from '../src/conversation/route.js'
import type { Item, Turn } from '../src/conversation/turn.js'
import { isOwn, type Program, seatsLeft } from '../src/domain/program.js'
import { cursorOf } from '../src/domain/program-order.js'
import { shortSido } from '../src/domain/region.js'
import { spellDay, spellMinutes, spellMoment } from '../src/domain/spelling.js'
import { seoulDay } from '../src/platform/clock.js'

/** Whoever is of these ages may join where nothing else is said, so that a row does not say it. */
const USUAL_AGES = { min: 9, max: 24 } as const
const DAY_MINUTES = 24 * 60

export function toItem(turn: Turn, program: Program): Item {
  const { id, title, online, sido, sigungu, approval } = program
  const text = turn.label('item', {
    portal: portalsInWords(turn, program),
    when: spellStart(turn, program),
    online,
    where: [shortSido(sido), sigungu].filter(Boolean).join(' '),
    ages: spellAges(turn, program),
    approval: isOwn(program) ? turn.label(`approval-${approval}`) : '',
    length: spellHours(program),
    seats: seatsLeft(program),
  })
  return { value: beginning('apply', id), title, text }
}

/** Where one takes part when it is not here. */
export function portalsInWords(turn: Turn, program: Program): string {
  return isOwn(program) ? '' : program.origins.map(({ portal }) => turn.label(`portal-${portal}`)).join('·')
}

/** What has begun long ago is told by its end. */
function spellStart(turn: Turn, program: Program): string {
  const { startsAt, endsAt } = program
  if (!startsAt) return ''
  if (endsAt && cursorOf(program).part === 'long') return turn.label('until', { day: spellDay(seoulDay(endsAt)) })
  return spellMoment(startsAt)
}

function spellHours({ startsAt, endsAt }: Program): string {
  const minutes = startsAt && endsAt ? Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000) : 0
  return minutes > 0 && minutes < DAY_MINUTES ? spellMinutes(minutes) : ''
}

function spellAges(turn: Turn, { minAge, maxAge }: Program): string {
  const min = minAge !== null && minAge > USUAL_AGES.min ? minAge : undefined
  const max = maxAge !== null && maxAge < USUAL_AGES.max ? maxAge : undefined
  return min === undefined && max === undefined ? '' : turn.label('ages', { min, max })
}
