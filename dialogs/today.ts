/** What somebody takes part in these days. */
import type { Turn } from '../src/conversation/turn.js'
import { isComing } from '../src/domain/application.js'
import type { Program } from '../src/domain/program.js'
import type { Button } from '../src/messengers/messenger.js'
import { seoulDay } from '../src/platform/clock.js'
import type { Services } from '../src/services/index.js'

/** Their activity of today: the one that is talked about, else the one that is nearest to now. */
export async function programOfToday(turn: Turn, services: Services): Promise<Program | undefined> {
  if (!turn.volunteerId) return undefined
  const mine = await services.applications.mine(turn.tx, turn.volunteerId)
  const away = ({ startsAt }: Program) => Math.abs((startsAt ?? turn.now).getTime() - turn.now.getTime())
  const todays = mine
    .filter(({ application: { state } }) => isComing(state) || state === 'attended')
    .map(({ program }) => program)
    .filter(({ startsAt }) => startsAt !== null && seoulDay(startsAt) === turn.today)
    .sort((one, other) => away(one) - away(other))
  return todays.find(({ id }) => id === turn.memory.focus) ?? todays[0]
}

/** Calls the organisation, where what it is reached by has a number. */
export function organisationButton(turn: Turn, contact: string): Button[] {
  const [number] = /\d{2,4}-\d{3,4}(?:-\d{4})?/.exec(contact) ?? []
  return number ? [{ label: turn.label('button-organisation'), phone: number.replaceAll('-', '') }] : []
}
