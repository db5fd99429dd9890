/** One's own applications: which of them a sentence means, and a page of them. */
import { bears, namesIn } from '../src/conversation/names.js'
import type { Turn } from '../src/conversation/turn.js'
import type { Understanding } from '../src/conversation/understand.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import { seoulDay } from '../src/platform/clock.js'
import type { ApplicationWithProgram } from '../src/services/applications.js'

/** What was said of them, kept over a login. */
export type About = Pick<Understanding, 'text' | 'slots'>

export function aboutIn({ said: { text, slots } }: Turn): About {
  return { text, slots }
}

/** The one that is named, or the one on the day that is named; undefined when several or none are. */
export function namedOf(about: About, mine: readonly ApplicationWithProgram[]): ApplicationWithProgram | undefined {
  const names = namesIn(about)
  const { dates } = about.slots
  const named = mine.filter(({ program }) => bears(program.title, names))
  const onDay = dates ? mine.filter(({ program }) => isWithin(seoulDay(program.startsAt), dates)) : []
  const meant = named.length > 0 ? named : onDay
  return meant.length === 1 ? meant[0] : undefined
}

/** Whether the sentence could mean any of them: "못 가게 됐어요". */
export function namesNone(about: About): boolean {
  return namesIn(about).length === 0 && !about.slots.dates
}

function isWithin(day: string, { from, to }: { from: string; to: string }): boolean {
  return from <= day && day <= to
}

/** One page, beginning anew after the last. */
export function pageOf<T>(things: readonly T[], page: number): readonly T[] {
  const from = (page % Math.max(1, Math.ceil(things.length / MOST_ITEMS))) * MOST_ITEMS
  return things.slice(from, from + MOST_ITEMS)
}
