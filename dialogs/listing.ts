/** Showing programs to choose from: the steps that searching and applying share. */
import { type Asked, begin, go, pass, refused, type Step, wait } from '../src/conversation/flow.js'
import type { Turn } from '../src/conversation/turn.js'
import { type Program, pageOf } from '../src/domain/program.js'
import { cursorOf, inReadingOrder } from '../src/domain/program-order.js'
import { spellDays } from '../src/domain/spelling.js'
import { type Button, MOST_ITEMS } from '../src/messengers/messenger.js'
import type { Services } from '../src/services/index.js'
import type { Found } from '../src/services/programs.js'
import { bears, kindIn } from '../src/understanding/names.js'
import { type Conditions, changed, spell } from './conditions.js'
import type { Meanings } from './flows.js'
import { aspectIn, filterFor, type Nearest, nearestTo, relaxed, relaxing } from './relaxing.js'
import { toItem } from './rows.js'
import { type Search, searchFor, turned } from './searches.js'
import { lacksPlace, learnPlace, usualPlace } from './usual.js'

/**
 * `region` asks which of several places of one name is meant, `where` for a place where none is known; `choose` shows a page and takes what is said about it. What is to be done
 * with the only one that there is says `one`.
 */
export function listingSteps<D extends Search>(
  services: Services,
  one?: (program: Program) => Asked,
): {
  region: Step<D, Meanings>
  where: Step<D, Meanings>
  choose: Step<D, Meanings>
} {
  return {
    region: {
      async ask(turn, data) {
        if (tellsOddDays(turn, data)) return wait()
        const { region } = data.conditions
        if (!region?.sigungu || !('sidos' in region)) return go(await wherever(turn, services, data))
        turn.say('which-region', { sigungu: region.sigungu })
        for (const sido of region.sidos.slice(0, 8)) turn.offer('sido', sido, { sido })
        return wait()
      },
      takes: {
        choice: (_turn, data, choice) => (settle(data, choice) ? go('region') : pass()),
        slots(_turn, data, slots) {
          const { region } = slots
          const sido = region && 'sido' in region && !region.sigungu ? region.sido : undefined
          if (!settle(data, sido)) data.conditions = changed(data.conditions, slots)
          return go('region')
        },
      },
    },
    where: {
      answers: ['search', 'apply', 'recommend'],
      ask(turn) {
        turn.memory.askedWhere = true
        turn.say('where')
        for (const place of ['seoul', 'gyeonggi', 'incheon', 'busan', 'daegu', 'daejeon', 'gwangju'])
          turn.suggest(place)
        turn.offer('anywhere')
        return wait()
      },
      takes: {
        choice(_turn, data, choice) {
          if (choice !== 'anywhere') return pass()
          data.conditions = { ...data.conditions, anywhere: true }
          return go('choose')
        },
        program: (_turn, _data, named) => begin('apply', named),
        slots(_turn, data, slots) {
          data.conditions = changed(data.conditions, slots)
          return go('region')
        },
        search(_turn, data, search) {
          Object.assign(data, search)
          return go('region')
        },
      },
    },
    choose: {
      answers: ['search', 'apply', 'recommend'],
      ask: (turn, data) => show(turn, services, data, one),
      again(turn) {
        turn.say('choose-again')
        turn.suggest('weekend')
        return wait()
      },
      takes: {
        choice(_turn, data, choice) {
          if (choice === 'where') return go('where')
          const aspect = aspectIn(choice)
          const conditions =
            choice === ANYTHING ? unconditional(data.conditions) : aspect && relaxed(data.conditions, aspect)
          if (!conditions) return pass()
          Object.assign(data, searchFor(conditions))
          return go('choose')
        },
        page(_turn, data, page) {
          Object.assign(data, turned(data, page))
          return go('choose')
        },
        program: (_turn, _data, named) => begin('apply', named),
        search(turn, data, search) {
          // What is named and not known may be nearly the name of something.
          if (turn.said.intent === 'apply' && turn.said.names.length > 0) return begin('apply', search)
          Object.assign(data, search)
          return go('region')
        },
      },
    },
  }
}

/** Who says when or what, but not where, means their place once they said it so often. */
const OFTEN = 2

/** Where no place is spoken of, it is the usual one. Who has none and says nothing at all of what they look for is asked for it once. */
async function wherever(turn: Turn, services: Services, data: Search): Promise<'where' | 'choose'> {
  if (!lacksPlace(data.conditions)) return 'choose'
  const isBare = Object.keys(data.conditions).length === 0
  const region = await usualPlace(turn, services, isBare ? 1 : OFTEN)
  if (region) data.conditions = { ...data.conditions, region, isUsual: true }
  return region || turn.memory.askedWhere || !isBare ? 'choose' : 'where'
}

/** The button that gives up all conditions. */
const ANYTHING = 'anything'

function unconditional({ except }: Conditions): Conditions {
  return except ? { except, anywhere: true } : { anywhere: true }
}

/** Days that there are not, or that are over, are told and asked for anew: nothing else is shown in their place. */
function tellsOddDays(turn: Turn, data: Search): boolean {
  const { text, slots } = turn.said
  const { impossible, past } = slots
  if (data.told === text || !(impossible || past)) return false
  data.told = text
  if (past) data.conditions = changed(data.conditions, { not: { dates: past } })
  if (past) delete data.conditions.except
  if (impossible) turn.say('impossible', { days: impossible.join(', ') })
  else if (past) turn.say('past', { days: spellDays(past.from, past.to) })
  turn.suggest('weekend')
  return true
}

/** Settles which of the places of one name is meant. */
function settle(data: Search, sido: string | undefined): boolean {
  const { region } = data.conditions
  if (!region?.sigungu || !('sidos' in region) || !region.sidos.some(name => name === sido)) return false
  data.conditions = { ...data.conditions, region: { sido: sido!, sigungu: region.sigungu } }
  return true
}

async function show(turn: Turn, services: Services, data: Search, one?: (program: Program) => Asked) {
  const { after } = data
  const conditions = data.wider ?? data.conditions
  const filter = filterFor(turn, conditions)
  if (!after) learnFrom(turn, data.conditions)
  const { programs, more } = await services.programs.search(turn.tx, filter, after ?? undefined, MOST_ITEMS)
  if (programs.length === 0) return after ? showEnd(turn, data) : showNone(turn, services, data)
  if (!after) tellUnheard(turn, conditions, programs)
  if (one && programs.length === 1 && !after) {
    remember(turn, data, programs)
    return one(programs[0]!)
  }
  showPage(turn, data, { programs, more })
  return wait()
}

/** What was said beside the conditions and counts for none of them is named, and not swallowed. */
function tellUnheard(turn: Turn, conditions: Conditions, programs: readonly Program[]): void {
  const { said, choice } = turn
  const { word, category, career } = conditions
  const kind = word || category || career || choice !== undefined ? undefined : kindIn(said.text, said.names)
  if (kind && !programs.some(({ title }) => bears(title, [kind]))) turn.say('unheard', { kind })
}

/** A place that was just said. */
function learnFrom(turn: Turn, { region, regions }: Conditions): void {
  if (turn.said.slots.region && region && !regions && 'sido' in region) learnPlace(turn, region)
}

/** A page of what was found, under what it was searched by. */
function showPage(turn: Turn, data: Search, { programs, more }: Found): void {
  const conditions = data.wider ?? data.conditions
  remember(turn, data, programs)
  focusOn(turn, programs)
  const { region, isUsual } = conditions
  const usual = isUsual && region ? spell({ region }).join() : ''
  const words = {
    conditions: spelled(turn, usual ? { ...conditions, region: undefined } : conditions),
    usual,
    age: turn.age ?? '',
  }
  turn.list(
    data.after ? 'found-more' : 'found',
    words,
    inReadingOrder(programs).map(program => toItem(turn, program)),
  )
  if (more) turn.offer('next')
  if (usual) turn.offer('anywhere', relaxing('place'))
  if (data.wider) return
  if (lacksPlace(conditions)) turn.offer('where')
  if (!conditions.dates) turn.suggest('weekend')
  if (!conditions.category) turn.suggest('online')
}

/** One thing alone is what a question is about; of several, none. */
function focusOn(turn: Turn, programs: readonly Program[]): void {
  if (programs.length === 1) turn.memory.focus = programs[0]!.id
  else delete turn.memory.focus
}

/** Which page is shown, in this flow and for those that come after it. Behind nothing the first page comes again. */
function remember(turn: Turn, data: Search, programs: readonly Program[]): void {
  const last = programs.at(-1)
  Object.assign(data, last ? { next: cursorOf(last) } : { after: null, next: null })
  const { conditions, wider, after, next } = data
  turn.memory.search = { conditions, wider, after, next } satisfies Search
}

/** The conditions in words, with what was refused. */
function spelled(turn: Turn, conditions: Conditions): string {
  const kind = conditions.kind ? [turn.label('talent')] : []
  const refused = spell(conditions.except ?? {}).map(what => turn.label('except', { what }))
  return [...spell(conditions), ...kind, ...refused].join(' · ')
}

function showEnd(turn: Turn, data: Search) {
  turn.say('no-more', { conditions: spelled(turn, data.wider ?? data.conditions) })
  remember(turn, data, [])
  return wait()
}

/** Nothing fits: says so, and shows what does when one condition is given up, which one, and which others might be instead. */
async function showNone(turn: Turn, services: Services, data: Search) {
  const conditions = [spelled(turn, data.conditions), ageOf(turn, data.conditions)].filter(Boolean).join(' · ')
  const nearest = await nearestTo(turn, services, data.conditions)
  if (!nearest) return showNothing(turn, services, data, conditions)
  turn.say('none-but', { conditions, instead: insteadOf(turn, data.conditions, nearest) })
  data.wider = nearest.conditions
  showPage(turn, data, nearest)
  for (const aspect of nearest.others) turn.offer(`relax-${aspect}`, relaxing(aspect))
  return wait()
}

/** What nobody said, but what is left out because of it. */
function ageOf(turn: Turn, { anyAge }: Conditions): string {
  return turn.age === undefined || anyAge ? '' : turn.label('age', { age: turn.age })
}

function insteadOf(turn: Turn, { word, career, people }: Conditions, { aspect, conditions }: Nearest): string {
  return turn.label(`relaxed-${aspect}`, { word, career, people, place: spell({ region: conditions.region }).join() })
}

/** Giving up one condition does not help. What is found by none at all is offered where there is any. */
async function showNothing(turn: Turn, services: Services, data: Search, conditions: string) {
  turn.say('none', { conditions })
  remember(turn, data, [])
  const { programs } = await services.programs.search(
    turn.tx,
    filterFor(turn, unconditional(data.conditions)),
    undefined,
    1,
  )
  if (programs.length === 0 || conditions === '') return refused('none')
  turn.offer('anything', ANYTHING)
  return wait('refused:none')
}

/** A button to its page on each portal. */
export function pagesOf(turn: Turn, { origins }: Program): Button[] {
  return origins.map(origin => {
    const portal = turn.label(`portal-${origin.portal}`)
    const label = origins.length > 1 ? turn.label('button-apply-at', { portal }) : turn.label('button-portal')
    return { label, url: pageOf(origin) }
  })
}
