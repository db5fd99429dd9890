/** One's own applications: which of them a sentence means, and a page of them. */

import type { Turn } from '../src/conversation/turn.js'
import type { Program } from '../src/domain/program.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import { seoulDay } from '../src/platform/clock.js'
import type { ApplicationWithProgram } from '../src/services/applications.js'
import type { Services } from '../src/services/index.js'
import type { Heard } from '../src/understanding/heard.js'
import { bears, exactlyNamed } from '../src/understanding/names.js'
import type { DateRange, Slots } from '../src/understanding/slots.js'

/** What was said of them, kept over a login. */
export interface About {
  /** Without what was refused. */
  readonly repair: { readonly wanted: string }
  readonly names: readonly string[]
  readonly titles: readonly string[]
  readonly slots: Slots
}

export function aboutIn({ said }: Turn): About {
  return aboutOf(said)
}

export function aboutOf({ repair, names, titles, slots }: Heard): About {
  return { repair, names, titles, slots }
}

/** What can still be withdrawn. */
export async function openOf(turn: Turn, services: Services): Promise<readonly ApplicationWithProgram[]> {
  return turn.volunteerId ? services.applications.cancellable(turn.tx, turn.volunteerId) : []
}

/** Those that are named; or, when none is, those on the day that is named. */
export function namedAmong<One extends { readonly program: Program }>(
  about: About,
  mine: readonly One[],
): readonly One[] {
  const exact = exactlyNamed({ text: about.repair.wanted, names: about.names }, mine, ({ program }) => program.title)
  if (exact.length > 0) return exact
  const { names } = about
  const { dates } = about.slots
  const named = mine.filter(({ program }) => bears(program.title, names))
  if (named.length > 0 || !dates) return named
  return mine.filter(({ program }) => program.startsAt !== null && isWithin(seoulDay(program.startsAt), dates))
}

/** Whether the sentence could mean any of them: "못 가게 됐어요". */
export function namesNone({ names, slots }: About): boolean {
  return names.length === 0 && !slots.dates
}

function isWithin(day: string, { from, to }: DateRange): boolean {
  return from <= day && day <= to
}

/** One page, beginning anew after the last. */
export function pageOf<T>(things: readonly T[], page: number): readonly T[] {
  const from = (page % Math.max(1, Math.ceil(things.length / MOST_ITEMS))) * MOST_ITEMS
  return things.slice(from, from + MOST_ITEMS)
}

/** That it is done already is told to the same yes twice; a third one asks for something else. */
export function tellsDone({ memory }: Turn): void {
  const { settled } = memory
  if (settled?.told) delete memory.settled
  else if (settled) memory.settled = { ...settled, told: true }
}
