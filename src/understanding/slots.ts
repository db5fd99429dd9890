/** Reads from a sentence what it says about days, times, places, fields, people …: the slots, in the contract's forms. */
import { plainLetters } from '../platform/clean.js'
import { spellOut } from './short-forms.js'
import { assemble } from './slots/assemble.js'
import { createCareerReader } from './slots/careers.js'
import { createCategoryReader } from './slots/categories.js'
import type { Said } from './slots/corrections.js'
import { readMinutes, readPeople, readYears } from './slots/counts.js'
import type { SlotData } from './slots/data.js'
import type { Leaning } from './slots/date-rule.js'
import { readDates } from './slots/dates.js'
import type { Slots, SlotValues } from './slots/forms.js'
import { hidePersonalNumbers } from './slots/personal.js'
import { createRegionReader } from './slots/regions.js'
import { createScan, type Mention } from './slots/scan.js'
import { readTimes } from './slots/times.js'
import { readWeekdays } from './slots/weekdays.js'

export { loadSlotData, parseSlotData, type SlotData, type SlotFiles } from './slots/data.js'
export type {
  DateRange,
  MinutesBound,
  Region,
  Slots,
  SlotValues,
  TimeRange,
  Weekday,
} from './slots/forms.js'

/** What lies beyond is not read; nobody says so much about one activity. */
const MAX_LENGTH = 200

const LEANINGS: Readonly<Record<string, Leaning>> = {
  hours: 'back',
  certificate: 'back',
  dispute: 'back',
  check: 'this-year',
}
const TALENT = /재능\s*(?:나눔|기부|봉사|을\s*나누|을\s*기부|나누|으로)|내\s*재능|제\s*재능/g

/** Reads the slots of one sentence; `today` is a day in Seoul, `intent` decides whether days lie ahead or behind. */
export type SlotReader = (text: string, today: string, intent?: string) => Slots

/** Pure and synchronous: no clock, no I/O; the same words on the same day always give the same slots. */
export function createSlotReader(data: SlotData): SlotReader {
  const readCareers = createCareerReader(data)
  const readCategories = createCategoryReader(data)
  const readRegions = createRegionReader(data)

  return (text, today, intent = '') => {
    const scan = createScan(plain(text))
    hidePersonalNumbers(scan, today)
    const leaning = LEANINGS[intent] ?? 'ahead'
    // The order matters: what one reader takes, the next do not see (매주 토요일 is no date, 3시 30분 no length).
    const kinds = scan.take(TALENT, () => 'talent' as const)
    const weekdays = readWeekdays(scan)
    const { dates, impossible } = readDates(scan, today, leaning)
    const said = [
      ...as('kind', kinds),
      ...as('weekdays', weekdays),
      ...as('dates', dates),
      ...as('times', readTimes(scan)),
      ...as('people', readPeople(scan)),
      ...as('minutes', readMinutes(scan)),
      ...as('year', readYears(scan, today)),
      ...as('career', readCareers(scan)),
      ...as('category', readCategories(scan)),
      ...as('region', readRegions(scan)),
    ].sort((one, other) => one.start - other.start)
    return assemble(scan.text, said, impossible)
  }
}

/** One form for what is read: NFC, plain digits and letters for full-width ones and emoji (1️⃣), words for short forms (tomorrow), single spaces, one kind of tilde. */
function plain(text: string): string {
  return spellOut(plainLetters(text.slice(0, MAX_LENGTH).normalize('NFC')))
    .replace(/[〜∼–]/g, '~')
    .replace(/\s+/g, ' ')
}

function as<Name extends Said['slot']>(slot: Name, mentions: Mention<NonNullable<SlotValues[Name]>>[]): Said[] {
  return mentions.map(mention => ({ ...mention, slot }) as Said)
}
