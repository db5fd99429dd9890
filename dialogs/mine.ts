/** One's own applications: which of them a sentence means, and a page of them. */

import type { Turn } from '../src/conversation/turn.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import { seoulDay } from '../src/platform/clock.js'
import type { OwnApplication } from '../src/services/applications.js'
import { bears, exactlyNamed, namesIn } from '../src/understanding/names.js'
import { readReference } from '../src/understanding/references.js'
import type { Understanding } from '../src/understanding/understand.js'

/** What was said of them, kept over a login. */
export type About = Pick<Understanding, 'text' | 'slots'>

export function aboutIn({ said: { text, slots } }: Turn): About {
  return { text, slots }
}

/** Those that are named; or, when none is, those on the day that is named. */
export function namedAmong(about: About, mine: readonly OwnApplication[]): readonly OwnApplication[] {
  const exact = exactlyNamed(about, mine, ({ program }) => program.title)
  if (exact.length > 0) return exact
  const names = namesIn(about)
  const { dates } = about.slots
  const named = mine.filter(({ program }) => bears(program.title, names))
  if (named.length > 0 || !dates) return named
  return mine.filter(({ program }) => isWithin(seoulDay(program.startsAt), dates))
}

/** Whether the sentence could mean any of them: "못 가게 됐어요". */
export function namesNone(about: About): boolean {
  return namesIn(about).length === 0 && !about.slots.dates
}

function isWithin(day: string, { from, to }: { from: string; to: string }): boolean {
  return from <= day && day <= to
}

export function asksForMore({ choice, said }: Turn): boolean {
  return choice === 'next' || readReference(said.text)?.page === 'next'
}

/** One page, beginning anew after the last. */
export function pageOf<T>(things: readonly T[], page: number): readonly T[] {
  const from = (page % Math.max(1, Math.ceil(things.length / MOST_ITEMS))) * MOST_ITEMS
  return things.slice(from, from + MOST_ITEMS)
}
