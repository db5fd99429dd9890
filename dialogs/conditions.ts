/** What a search asks for: kept between turns, changed by what is said next, spelled back to the person. */

import type { Program, ProgramFilter } from '../src/domain/program.js'
import { cursorOf } from '../src/domain/program-order.js'
import {
  spellDays,
  spellDaysFrom,
  spellLength,
  spellPeople,
  spellTimes,
  spellWeekdays,
} from '../src/domain/spelling.js'
import { addDays, seoulDay, seoulTime } from '../src/platform/clock.js'
import { present } from '../src/platform/present.js'
import type { Aspect, Reference } from '../src/understanding/references.js'
import type { DateRange, Region, Slots } from '../src/understanding/slots.js'

const NAMES = ['dates', 'times', 'weekdays', 'region', 'category', 'career', 'kind', 'people', 'minutes'] as const
type Name = (typeof NAMES)[number]
/** What is said beside a slot belongs to it: a new one of it takes its place. */
const BESIDE = { dates: 'openEnd', times: 'endsBy', region: 'regions', minutes: 'minutesBound' } as const
type Beside = (typeof BESIDE)[keyof typeof BESIDE]

/** The slots that a search understands, as plain JSON in a flow's state; `except` is what was refused with nothing in its place. */
export type Conditions = Pick<Slots, Name | Beside> & {
  except?: Pick<Slots, 'dates' | 'region' | 'category'>
  /** A word of the title. */
  word?: string
  /** The region was not said: it is where this person usually looks. */
  isUsual?: true
  /** The whole country is wanted. */
  anywhere?: true
  /** What does not fit their age is wanted, too. */
  anyAge?: true
}

const ISO_WEEKDAY = { MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6, SUN: 7 } as const
/** What is done online is found by that, not by its field. */
const ONLINE = '온라인자원봉사'

export function conditionsIn(slots: Partial<Slots>, free: readonly Aspect[] = []): Conditions {
  return changed({}, slots, free)
}

export function isOnline({ category }: Conditions): boolean {
  return category === ONLINE
}

const FREED = {
  place: ['region', 'regions', 'isUsual'],
  day: ['dates', 'openEnd', 'weekdays'],
  time: ['times', 'endsBy'],
} as const satisfies Record<Aspect, readonly (keyof Conditions)[]>

export function hasConditions(slots: Partial<Slots>): boolean {
  return NAMES.some(name => slots[name] !== undefined)
}

/** Whether a day or time is asked for and nothing else. */
export function isOfTime(slots: Partial<Slots>): boolean {
  return NAMES.every(name => slots[name] === undefined || ['dates', 'times', 'weekdays'].includes(name)) && !slots.not
}

/** What was said now wins, what was not spoken of stays ("일요일은?"), what was refused goes ("수원 말고"). */
export function changed(before: Conditions, slots: Partial<Slots>, free: readonly Aspect[] = []): Conditions {
  const said = named(slots)
  const { except = {}, ...kept } = before
  const refused = { ...except, ...slots.not }
  for (const name of NAMES) if (slots.not?.[name] || said[name]) drop(kept, name)
  // A day takes the place of recurring weekdays, and the other way round.
  if (said.dates && !said.weekdays) drop(kept, 'weekdays')
  if (said.weekdays && !said.dates) drop(kept, 'dates')
  if (said.region || slots.not?.region) dropAll(kept, ['isUsual', 'anywhere'])
  // A word stands for what is done, as a field does.
  if (said.category || slots.not) delete kept.word
  for (const aspect of free) dropAll(kept, FREED[aspect])
  // "수원 아무 데나" is somewhere in 수원.
  if (free.includes('place') && !said.region) return { ...kept, ...said, anywhere: true }
  return { ...kept, ...said, ...excepting(refused, said) }
}

function named(slots: Partial<Slots>): Pick<Slots, Name | Beside> {
  const names = [...NAMES, ...Object.values(BESIDE)].filter(name => slots[name] !== undefined)
  return Object.fromEntries(names.map(name => [name, slots[name]]))
}

function dropAll(conditions: Conditions, names: readonly (keyof Conditions)[]): void {
  for (const name of names) delete conditions[name]
}

function drop(conditions: Conditions, name: Name): void {
  delete conditions[name]
  if (name in BESIDE) delete conditions[BESIDE[name as keyof typeof BESIDE]]
}

/** What is refused, unless something else was said in its place; within what is wanted, it stays refused. */
function excepting({ dates, region, category }: NonNullable<Conditions['except']>, said: Conditions): Conditions {
  const isElsewhen = (said.dates && !(dates && overlap(dates, said.dates))) || said.weekdays
  const isElsewhere = said.region && !(region && isInside(region, said.region))
  const except = present({
    dates: isElsewhen ? undefined : dates,
    region: isElsewhere ? undefined : region,
    category: said.category ? undefined : category,
  })
  return Object.keys(except).length > 0 ? { except } : {}
}

function overlap(one: DateRange, other: DateRange): boolean {
  return one.from <= other.to && other.from <= one.to
}

/** "경기도인데 수원 말고": a part of what is wanted. */
function isInside(part: Region, whole: Region): boolean {
  return 'sido' in part && 'sido' in whole && part.sido === whole.sido && !!part.sigungu && !whole.sigungu
}

/** What a sentence that points back makes of the search; `seen` is the program shown last, when its own time and place may be meant. */
export function referred(before: Conditions, { other, same, days }: Reference, seen?: Program): Conditions {
  const own = seen ? ownOf(seen) : {}
  const kept: Conditions = { ...before }
  const keep = (aspect: Aspect, ...names: ('dates' | 'times' | 'region')[]) => {
    if (same.includes(aspect)) for (const name of names) Object.assign(kept, { [name]: kept[name] ?? own[name] })
  }
  keep('time', 'dates', 'times')
  keep('day', 'dates')
  keep('place', 'region')
  const not = {
    ...(other.includes('place') ? { region: kept.region ?? own.region } : {}),
    ...(other.includes('day') ? { dates: kept.dates ?? own.dates } : {}),
  }
  if (other.includes('day')) delete kept.weekdays
  if (other.includes('time')) delete kept.times
  const base = kept.dates ?? own.dates
  if (days !== 0 && base) kept.dates = shifted(base, days)
  return changed(kept, { not } as Partial<Slots>)
}

/** Days after the last of those, or before the first; a week moves both ends. */
function shifted({ from, to }: { from: string; to: string }, days: number): { from: string; to: string } {
  if (Math.abs(days) === 7) return { from: addDays(from, days), to: addDays(to, days) }
  const day = addDays(days > 0 ? to : from, days)
  return { from: day, to: day }
}

/** What goes on for weeks, or tells no days, is at a place only. */
function ownOf(program: Program): Pick<Conditions, 'dates' | 'times' | 'region'> {
  const { startsAt, endsAt, sido, sigungu } = program
  const region = { sido, ...(sigungu ? { sigungu } : {}) }
  if (!startsAt || cursorOf(program).part !== 'dated') return { region }
  const day = seoulDay(startsAt)
  const times = { from: seoulTime(startsAt), ...(endsAt ? { to: seoulTime(endsAt) } : {}) }
  return { dates: { from: day, to: day }, times, region }
}

const WEEKDAY = /[월화수목금토일]\s*(?:요일|욜)/
const OTHER_WEEK = /(?:이번|다음|다다음|담|저번|지난)\s*주|\d/

/**
 * A bare weekday after a search for certain days is the one among those days: "토요일 말고 일요일" after "다음 주말" means the Sunday of
 * that weekend, not the next Sunday of all.
 */
export function inContext(before: Conditions, slots: Partial<Slots>, text: string): Partial<Slots> {
  const { dates } = slots
  if (!dates || !before.dates || dates.from !== dates.to || !WEEKDAY.test(text) || OTHER_WEEK.test(text)) return slots
  const weekOfBefore = addDays(before.dates.from, -isoWeekday(before.dates.from))
  const day = addDays(weekOfBefore, isoWeekday(dates.from))
  return day < dates.from ? slots : { ...slots, dates: { from: day, to: day } }
}

/** Monday is 1, so that a day minus its weekday is the Sunday before. */
function isoWeekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

export function toFilter(conditions: Conditions): ProgramFilter {
  const { dates, openEnd, weekdays, category, career, kind, people, except, word } = conditions
  return present({
    ...placeOf(conditions),
    from: dates?.from,
    to: openEnd ? undefined : dates?.to,
    ...timesOf(conditions),
    length: lengthOf(conditions),
    weekdays: weekdays?.map(day => ISO_WEEKDAY[day]),
    online: isOnline(conditions) ? true : undefined,
    category: isOnline(conditions) ? undefined : category,
    career,
    kind,
    text: word,
    except: except && exceptionOf(except),
    openFor: people ?? 1,
  })
}

function placeOf({ region, regions }: Conditions): Pick<ProgramFilter, 'sido' | 'sidos' | 'sigungu' | 'places'> {
  if (regions) return { places: regions.flatMap(placesIn) }
  if (!region) return {}
  return 'sidos' in region ? present({ sidos: region.sidos, sigungu: region.sigungu }) : region
}

function placesIn(region: Region): { sido: string; sigungu?: string }[] {
  const sidos = 'sidos' in region ? region.sidos : [region.sido]
  return sidos.map(sido => present({ sido, sigungu: region.sigungu }))
}

/** What goes on past midnight has no bound on the day on which it starts. */
function timesOf({ times, endsBy }: Conditions): Pick<ProgramFilter, 'timeFrom' | 'timeTo' | 'endsBy'> {
  if (!times) return {}
  const to = times.to && times.to > (times.from ?? '') ? times.to : undefined
  return present({ timeFrom: times.from, timeTo: endsBy ? undefined : to, endsBy: endsBy ? to : undefined })
}

/** So much longer or shorter is still "about" so long. */
const ABOUT_MINUTES = 30
const MOST_MINUTES = 24 * 60

function lengthOf({ minutes, minutesBound }: Conditions): ProgramFilter['length'] {
  if (minutes === undefined) return undefined
  if (minutesBound === 'least') return { least: minutes, most: MOST_MINUTES }
  if (minutesBound === 'most') return { least: 0, most: minutes }
  const around = minutesBound === 'about' ? ABOUT_MINUTES : 0
  return { least: minutes - around, most: minutes + around }
}

function exceptionOf({ dates, region, category }: NonNullable<Conditions['except']>) {
  const place = region && 'sido' in region ? region : {}
  return present({ ...place, ...dates, category })
}

/** Whether a program is at the place and time that are asked for; what is asked for beside these, its name stands for. */
export function fits(program: Program, conditions: Conditions): boolean {
  return isThen(program, conditions) && isThere(program, conditions)
}

/** One whose days nobody knows is on none that is asked for. */
function isThen({ startsAt, endsAt }: Program, { dates, times, weekdays }: Conditions): boolean {
  if (!startsAt) return !dates && !times && !weekdays
  const first = seoulDay(startsAt)
  const time = seoulTime(startsAt)
  const onDay = !dates || (first <= dates.to && seoulDay(endsAt ?? startsAt) >= dates.from)
  const onWeekday = !weekdays || weekdays.some(name => ISO_WEEKDAY[name] === isoWeekday(first))
  return onDay && onWeekday && (!times || ((times.from ?? '') <= time && time < (times.to ?? '24:00')))
}

function isThere(program: Program, { region, regions }: Conditions): boolean {
  return regions ? regions.some(one => isIn(program, one)) : !region || isIn(program, region)
}

function isIn({ sido, sigungu }: Program, region: Region): boolean {
  const inSido = 'sidos' in region ? region.sidos.includes(sido) : region.sido === sido
  return inSido && (!region.sigungu || region.sigungu === sigungu)
}

/** The conditions in words, in the order one would say them. */
export function spell(conditions: Conditions): string[] {
  const { dates, openEnd, times, endsBy, weekdays, region, regions, category, career, minutes, word, people } =
    conditions
  const places = regions ?? (region ? [region] : [])
  return [
    dates && (openEnd ? spellDaysFrom(dates.from) : spellDays(dates.from, dates.to)),
    weekdays && spellWeekdays(weekdays.map(day => ISO_WEEKDAY[day])),
    times && spellTimes(times, endsBy),
    minutes && spellLength(minutes, conditions.minutesBound),
    places.map(spellPlace).join(', '),
    category,
    career,
    word,
    people && spellPeople(people),
  ].filter(what => typeof what === 'string' && what !== '') as string[]
}

function spellPlace(region: Region): string {
  if ('sidos' in region) return region.sigungu ?? region.sidos.join('·')
  return [region.sido, region.sigungu].filter(Boolean).join(' ')
}
