/** What was said, put together: of two things for one slot the first counts, of places all, of days what an exception leaves. */
import { addDays } from '../../platform/clock.js'
import { holds } from './calendar.js'
import { readCorrection, type Said } from './corrections.js'
import type { DateRange, Region, Slots, SlotValues } from './forms.js'

type SaidDates = Extract<Said, { slot: 'dates' }>

const datesIn = (said: readonly Said[]) => said.find((one): one is SaidDates => one.slot === 'dates')

/** The slots of a sentence, what was taken back set apart, beside the days that do not exist. */
export function assemble(text: string, said: readonly Said[], impossible: readonly string[]): Slots {
  const correction = readCorrection(text, said)
  const wanted = correction?.wanted ?? said
  const past = datesIn(wanted)?.past
  return {
    ...(correction ? corrected(text, correction.wanted, correction.refused) : valuesOf(said)),
    ...(impossible.length > 0 && { impossible: [...impossible] }),
    ...(past && { past }),
  }
}

function corrected(text: string, wanted: readonly Said[], refused: readonly Said[]): Slots {
  const taken = datesIn(refused)
  const { dates: days, ...values } = valuesOf(wanted.filter(one => !refused.some(other => isSamePlace(one, other))))
  const { dates: not, ...others } = valuesOf(refused)
  const dates = days ?? (taken && around(taken, text))
  const left = dates && not && without(dates, not)
  const back = { ...(not && !left && { dates: not }), ...others }
  return {
    ...(dates && { dates: left ?? dates }),
    ...values,
    corrects: true,
    ...(Object.keys(back).length > 0 && { not: back }),
  }
}

function valuesOf(said: readonly Said[]): SlotValues {
  const first = new Map(said.toReversed().map(one => [one.slot, one]))
  const values: SlotValues = Object.fromEntries([...first].map(([slot, { value }]) => [slot, value]))
  const places = said.flatMap(one => (one.slot === 'region' ? [one.value] : []))
  return Object.assign(values, ...[...first.values()].map(({ more }) => more), placesOf(places))
}

/** One place, or all of them; "경기도 사는데 안양에서" is the narrower one. */
function placesOf(places: readonly Region[]): Pick<SlotValues, 'region' | 'regions'> {
  const narrowest = places.filter(place => !places.some(other => isWider(place, other)))
  const regions = [...new Map(narrowest.map(place => [JSON.stringify(place), place])).values()]
  const [region] = regions
  if (!region) return {}
  return regions.length > 1 ? { region, regions } : { region }
}

function isSamePlace(one: Said, other: Said): boolean {
  return one.slot === 'region' && other.slot === 'region' && JSON.stringify(one.value) === JSON.stringify(other.value)
}

function isWider(place: Region, other: Region): boolean {
  if (place.sigungu || !other.sigungu || !('sido' in other)) return false
  return 'sido' in place ? place.sido === other.sido : place.sidos.includes(other.sido)
}

/** "이번 주말 토요일 빼고" means the rest of that weekend; "다음 주 토요일 말고" only takes a day back. */
function around({ value, end, within }: SaidDates, text: string): DateRange | undefined {
  if (!within) return undefined
  const excepts = /^\s?(?:은|는|에는|엔|을|만)?\s?(?:빼|제외)/.test(text.slice(end))
  const apart = /[중에,]/.test(within.gap)
  const isWeekend = addDays(within.range.from, 1) === within.range.to
  return (excepts || apart || isWeekend) && holds(within.range, value) ? within.range : undefined
}

/** The days that are left when those at one edge are not wanted; undefined when they lie inside or elsewhere. */
function without(days: DateRange, not: DateRange): DateRange | undefined {
  if (!holds(days, not) || (days.from === not.from && days.to === not.to)) return undefined
  if (days.from === not.from) return { from: addDays(not.to, 1), to: days.to }
  return days.to === not.to ? { from: days.from, to: addDays(not.from, -1) } : undefined
}
