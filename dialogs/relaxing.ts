/** Nothing fits: which one condition can be given up so that something does. */
import type { Turn } from '../src/conversation/turn.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import type { Services } from '../src/services/index.js'
import type { Found } from '../src/services/programs.js'
import { type Conditions, toFilter } from './conditions.js'

/** What each gives up, the least loss first; `around` takes the whole 시도 for the district. */
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
  place: ['region', 'regions'],
  except: ['except'],
} as const satisfies Record<string, readonly (keyof Conditions)[]>
export type Aspect = keyof typeof GIVEN_UP
export const ASPECTS = Object.keys(GIVEN_UP) as Aspect[]
/** So many other ways are offered beside the one that is shown. */
const MOST_OTHERS = 3

/** The conditions without that one; undefined where it is none of them. */
export function relaxed(conditions: Conditions, aspect: Aspect): Conditions | undefined {
  const names: readonly string[] = GIVEN_UP[aspect]
  if (!names.some(name => name in conditions)) return undefined
  const kept: Conditions = Object.fromEntries(Object.entries(conditions).filter(([name]) => !names.includes(name)))
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

/** What fits all conditions but one; undefined when nothing does whichever is given up. */
export async function nearestTo(turn: Turn, services: Services, all: Conditions): Promise<Nearest | undefined> {
  let nearest: (Found & { aspect: Aspect; conditions: Conditions }) | undefined
  const others: Aspect[] = []
  for (const aspect of ASPECTS) {
    const conditions = relaxed(all, aspect)
    if (!conditions || others.length === MOST_OTHERS) continue
    const found = await services.programs.search(turn.tx, toFilter(conditions), undefined, nearest ? 1 : MOST_ITEMS)
    if (found.programs.length === 0) continue
    if (nearest) others.push(aspect)
    else nearest = { ...found, aspect, conditions }
  }
  return nearest && { ...nearest, others }
}
