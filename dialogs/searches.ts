/** What a sentence makes of a search: another page, other conditions. */
import type { Turn } from '../src/conversation/turn.js'
import type { Cursor } from '../src/domain/program-order.js'
import { present } from '../src/platform/present.js'
import type { Services } from '../src/services/index.js'
import { namesIn } from '../src/understanding/names.js'
import { besidePage, saysNoMore } from '../src/understanding/references.js'
import { type Conditions, changed, conditionsIn, hasConditions, inContext, referred } from './conditions.js'

/** State of a search: what is asked for, behind which program the page that is shown begins, and behind which the next one. */
export interface Search {
  conditions: Conditions
  /** What is shown instead, where nothing fits all of them. */
  wider: Conditions | undefined
  after: Cursor | null
  next: Cursor | null
  /** What was said of days that there are not or that are over, once that was told. */
  told?: string
}
/** From its first page. */
export const searchFor = (conditions: Conditions): Search => ({ conditions, wider: undefined, after: null, next: null })
export const NO_SEARCH: Search = searchFor({})

/** What was searched for last in this talk. */
export function lastSearch({ memory }: Turn): Search | undefined {
  return memory.search as Search | undefined
}

/** The next page of what is shown, or the same once more; undefined when no page is spoken of, or other conditions are. */
export function pageMeant({ said, choice }: Turn): 'next' | 'same' | undefined {
  if (choice === 'next') return 'next'
  if (saysNoMore(said.text)) return 'same'
  return isConditional(said) || wordInstead(said) ? undefined : said.reference?.page
}

/** "이거 말고 합창단": what is wanted in the place of what is shown. */
function wordInstead({ reference, repair, slots }: Turn['said']): string | undefined {
  return reference?.page === 'next' ? namesIn({ text: besidePage(repair.wanted), slots })[0] : undefined
}

export function turned(search: Search, page: 'next' | 'same'): Search {
  return page === 'next' ? { ...search, after: search.next } : search
}

/** The search after what was said of it: another page or other conditions; undefined when neither was. */
export async function changedSearch(turn: Turn, services: Services, before: Search): Promise<Search | undefined> {
  const page = pageMeant(turn)
  return page ? turned(before, page) : withConditions(turn, services, before)
}

/** The search with the conditions that were said in the light of the last one; undefined when none were. */
export async function withConditions(turn: Turn, services: Services, before: Search): Promise<Search | undefined> {
  const { said, memory, tx } = turn
  const { reference } = said
  const kept = keptOf(before)
  const isAbout = reference || said.free.length > 0 || isElliptic(said)
  if (said.intent === 'cancel' || !isAbout) return undefined
  const word = wordInstead(said)
  if (word) return searchFor({ ...changed(kept, said.slots, said.free), word })
  // "그 다음 주" is the week after the one spoken of, not after this one.
  const { dates: _ofAnotherWeek, ...others } = said.slots
  const slots = reference?.days ? others : said.slots
  if (!reference && standsAlone(said)) return searchFor(conditionsIn(slots, said.free))
  const seen = reference && memory.program ? await services.programs.byId(tx, memory.program) : undefined
  const referredTo = reference ? referred(kept, reference, seen) : kept
  return searchFor(changed(referredTo, inContext(kept, slots, said.text), said.free))
}

/** What was given up, and said to be, is not asked for again; but days and place stay, so that "서울은?" is about the same Sunday. */
function keptOf({ conditions, wider }: Search): Conditions {
  if (!wider) return conditions
  const { anywhere: _becauseNothingWasThere, ...shown } = wider
  const { dates, openEnd, weekdays, region, regions, isUsual } = conditions
  return present({ ...shown, dates, openEnd, weekdays, region, regions, isUsual, anywhere: conditions.anywhere })
}

function isConditional({ slots, reference, free }: Turn['said']): boolean {
  const { dates: _ofAnotherWeek, ...others } = slots
  return hasConditions(reference?.days ? others : slots) || slots.not !== undefined || free.length > 0
}

/** "제주도 봉사 찾아줘" after another search is a new one; "일요일은?" is not. */
function standsAlone({ saysWhat, slots }: Turn['said']): boolean {
  return slots.region !== undefined && !slots.corrects && saysWhat
}

/** "수원은?", "다음 주 수원", "아니 토요일 말고": of a sentence that was not understood, only conditions and nothing beside them count. */
function isElliptic({ text, names, slots, band }: Turn['said']): boolean {
  // Days that there are not are told by the search.
  if (slots.not || slots.impossible) return true
  const bare = names.length === 0 || !/\s/.test(text.trim())
  return hasConditions(slots) && (bare || slots.corrects === true || band !== 'reject')
}
