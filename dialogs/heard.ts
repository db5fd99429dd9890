/** What a sentence makes of a search: the program it names, other conditions, another page. */

import { withdraws } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import type { Program } from '../src/domain/program.js'
import type { Cursor } from '../src/domain/program-order.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import type { Services } from '../src/services/index.js'
import { bears, exactlyNamed, namesIn, titlesIn } from '../src/understanding/names.js'
import { readReference, saysWhat } from '../src/understanding/references.js'
import { type Conditions, changed, conditionsIn, hasConditions, inContext, referred } from './conditions.js'

/** State of a search: what is asked for, behind which program the page that is shown begins, and behind which the next one. */
export interface Search {
  conditions: Conditions
  after: Cursor | null
  next: Cursor | null
}
/** From its first page. */
export const searchFor = (conditions: Conditions): Search => ({ conditions, after: null, next: null })
export const NO_SEARCH: Search = searchFor({})

/** What was searched for last in this talk. */
export function lastSearch({ memory }: Turn): Search | undefined {
  return memory.search as Search | undefined
}

/** The search after what was said of it: another page, other conditions; undefined when nothing was. */
export async function changedSearch(turn: Turn, services: Services, before: Search): Promise<Search | undefined> {
  const { said, memory, tx } = turn
  const reference = readReference(said.text)
  // "그 다음 주" is the week after the one spoken of, not after this one.
  const { dates: _ofAnotherWeek, ...others } = said.slots
  const slots = reference?.days ? others : said.slots
  const conditional = hasConditions(slots) || slots.not !== undefined
  if (turn.choice === 'next' || (reference?.page === 'next' && !conditional)) return { ...before, after: before.next }
  if (reference?.page === 'same' && !conditional) return before
  if (said.intent === 'cancel' || !(reference || isElliptic(said))) return undefined
  if (!reference && standsAlone(said)) return searchFor(conditionsIn(slots))
  const seen = reference && memory.program ? await services.programs.byId(tx, memory.program) : undefined
  const referredTo = reference ? referred(before.conditions, reference, seen) : before.conditions
  return searchFor(changed(referredTo, inContext(before.conditions, slots, said.text)))
}

/** "제주도 봉사 찾아줘" after another search is a new one; "일요일은?" is not. */
function standsAlone({ text, slots }: Turn['said']): boolean {
  return slots.region !== undefined && !slots.corrects && saysWhat(text)
}

/** A program is meant and not its field: "벽화 신청할래", "벽화"; but "벽화 봉사 찾아줘" looks for more. */
export async function programNamed(turn: Turn, services: Services): Promise<Named> {
  const { intent, band, slots, text } = turn.said
  const { category: _perhapsOfAName, ...others } = slots
  const looking = (intent === 'search' && band === 'act') || withdraws(text) || hasConditions(others) || slots.not
  if (intent === 'apply' || !looking) return namedIn(turn.tx, turn.said, services)
  return withdraws(text) || slots.not ? undefined : titleIn(turn.tx, turn.said, services)
}

/** "수원은?", "다음 주 수원", "아니 토요일 말고": of a sentence that was not understood, only conditions and nothing beside them count. */
function isElliptic({ text, slots, band }: Turn['said']): boolean {
  if (slots.not) return true
  const bare = namesIn({ text, slots }).length === 0 || !/\s/.test(text.trim())
  return hasConditions(slots) && (bare || slots.corrects === true || band !== 'reject')
}

export type Named = { subject: string } | { named: string[] } | undefined

/** The program that a sentence names, or the few that it may mean, as `apply` begins with it. An exact title wins always. */
export async function namedIn(
  tx: Turn['tx'],
  said: Pick<Turn['said'], 'text' | 'slots'>,
  services: Services,
): Promise<Named> {
  const exact = await titleIn(tx, said, services)
  if (exact) return exact
  const names = namesIn(said)
  if (names.length === 0) return undefined
  const near = await services.programs.named(tx, names.join(' '), MOST_ITEMS)
  return toNamed(near.filter(({ title }) => bears(title, names)))
}

/** What bears a title that the sentence says to the letter, whatever day, place or field the title seems to speak of. */
export async function titleIn(
  tx: Turn['tx'],
  said: Pick<Turn['said'], 'text' | 'slots'>,
  services: Services,
): Promise<Named> {
  const titled = await services.programs.titled(tx, titlesIn(said.text), MOST_ITEMS)
  return toNamed(exactlyNamed(said, titled, ({ title }) => title))
}

function toNamed(meant: readonly Program[]): Named {
  if (meant.length === 0) return undefined
  return meant.length === 1 ? { subject: meant[0]!.id } : { named: meant.map(({ id }) => id) }
}
