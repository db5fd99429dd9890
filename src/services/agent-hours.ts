/** When people answer who asked for one: wall time in Seoul, on workdays. */
import { seoulDay, seoulTime } from '../platform/clock.js'

const AGENT_HOURS = { from: '09:00', to: '18:00' } as const

export function inAgentHours(moment: Date, isHoliday: (day: string) => boolean): boolean {
  const day = seoulDay(moment)
  const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  const time = seoulTime(moment)
  return !weekend && !isHoliday(day) && time >= AGENT_HOURS.from && time < AGENT_HOURS.to
}
