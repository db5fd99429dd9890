/** Public holidays of Korea, as far as they are proclaimed. */
import * as almanac from '@hyunbinseo/holidays-kr/all'

const HOLIDAYS = new Set(Object.values(almanac).flatMap(year => Object.keys(year)))

/** @param day `YYYY-MM-DD`. */
export function isHoliday(day: string): boolean {
  return HOLIDAYS.has(day)
}
