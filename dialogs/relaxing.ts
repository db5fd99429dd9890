/** Nothing fits: which one condition can be given up so that something does. */
import type { Turn } from '../src/conversation/turn.js'
import type { ProgramFilter } from '../src/domain/program.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import type { Services } from '../src/services/index.js'
import type { Found } from '../src/services/programs.js'
import { type Conditions, toFilter } from './conditions.js'

/** What each gives up, the least loss first, and never what was refused; `around` takes the whole 시도 for the district, `age` what is for others. */
const GIVEN_UP = {
  around: ['region'],
  times: ['times', 'endsBy'],
  length: ['minutes', 'minutesBound'],
  days: ['dates', 'openEnd', 'weekdays'],
  word: ['word'],
  category: ['category'],
  career: ['career'],
  kind: ['kind'],
  people: ['people'],
  place: ['region', 'regions', 'isUsual'],
  age: [],
} as const satisfies Record<string, readonly (keyof Conditions)[]>
export type Aspect = keyof typeof GIVEN_UP
export const ASPECTS = Object.keys(GIVEN_UP) as Aspect[]
/** So many other ways are offered beside the one that is shown. */
const MOST_OTHERS = 3

/** The conditions without that one; undefined where it is none of them. */
export function relaxed(conditions: Conditions, aspect: Aspect): Conditions | undefined {
  if (aspect === 'age') return conditions.anyAge ? undefined : { ...conditions, anyAge: true }
  const names: readonly string[] = GIVEN_UP[aspect]
  if (!names.some(name => name in conditions)) return undefined
  const kept: Conditions = Object.fromEntries(Object.entries(conditions).filter(([name]) => !names.includes(name)))
  if (aspect === 'place') return { ...kept, anywhere: true }
  if (aspect !== 'around') return kept
  const { region, regions } = conditions
  return region && 'sido' in region && region.sigungu && !regions
    ? { ...kept, region: { sido: region.sido } }
    : undefined
}

/** What a button says that gives up one condition more. */
export function aspectIn(choice: string): Aspect | undefined {
  return ASPECTS.find(aspect => choice === relaxing(aspect))
}

export const relaxing = (aspect: Aspect): string => `relax:${aspect}`

export interface Nearest extends Found {
  readonly aspect: Aspect
  readonly conditions: Conditions
  /** Giving up one of these instead finds something, too. */
  readonly others: readonly Aspect[]
}

/** What is searched for this person: what does not fit their age only where it is wanted. */
export function filterFor({ age }: Turn, conditions: Conditions): ProgramFilter {
  return { ...toFilter(conditions), ...(age === undefined || conditions.anyAge ? {} : { age }) }
}

/** What fits all conditions but one; undefined when nothing does whichever is given up. */
export async function nearestTo(turn: Turn, services: Services, all: Conditions): Promise<Nearest | undefined> {
  let nearest: (Found & { aspect: Aspect; conditions: Conditions }) | undefined
  const others: Aspect[] = []
  // What was not said is given up first.
  const first: Aspect[] = all.isUsual ? ['around', 'place'] : []
  for (const aspect of new Set([...first, ...ASPECTS])) {
    const conditions = relaxed(all, aspect)
    const isOver = others.length === MOST_OTHERS || (aspect === 'age' && turn.age === undefined)
    if (!conditions || isOver) continue
    const found = await services.programs.search(
      turn.tx,
      filterFor(turn, conditions),
      undefined,
      nearest ? 1 : MOST_ITEMS,
    )
    if (found.programs.length === 0) continue
    if (nearest) others.push(aspect)
    else nearest = { ...found, aspect, conditions }
  }
  return nearest && { ...nearest, others }
}
