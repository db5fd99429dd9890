/** Numbers that belong to a person or a portal and are never a slot: phones, birth dates, 1365. */
import { yearOf } from './calendar.js'
import type { Scan } from './scan.js'

const PATTERNS = [
  /0\d{1,2}[-\s.]?\d{3,4}[-\s.]?\d{4}/g,
  /\d{6}\s?-\s?\d{7}/g,
  /1365/g,
  /\d{9,}/g,
  /(?:https?:\/\/|www\.)\S+/g,
  /(?<![^\s@])[^\s@]+@\S+/g,
  /(?:생년월일|생일|태어난\s?날)[^\d]{0,8}[\d.\-/년월일\s]+/g,
  /(?:\d{2,4}\s?년\s?)?(?:\d{1,2}\s?월\s?)?(?:\d{1,2}\s?일\s?)?(?<=[년월일]\s?)(?:생(?!활|각|태)|출생|에\s?태어)/g,
]
const FULL_DATE = /(?<!\d)(?<year>(?:19|20)\d{2})(?:\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}(?:\s?일)?|\d{4})(?!\d)/g
/** The youngest volunteers are nine: a day so long ago is somebody's birth. */
const YOUNGEST_YEARS = 9

export function hidePersonalNumbers(scan: Scan, today: string): void {
  for (const pattern of PATTERNS) scan.take(pattern, ([found]) => found || undefined)
  scan.take(FULL_DATE, match => (Number(match.groups?.year) <= yearOf(today) - YOUNGEST_YEARS ? true : undefined))
}
