/** Showing programs to choose from: the steps that searching and applying share. */
import { type Asked, begin, go, pass, refused, type Step, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Item, Turn } from '../src/conversation/turn.js'
import { isOwn, type Program, pageOf, seatsLeft } from '../src/domain/program.js'
import { cursorOf } from '../src/domain/program-order.js'
import { spellDays, spellWhen } from '../src/domain/spelling.js'
import { type Button, MOST_ITEMS } from '../src/messengers/messenger.js'
import type { Services } from '../src/services/index.js'
import { type Conditions, changed, spell, toFilter, widened } from './conditions.js'
import type { Meanings } from './flows.js'
import { type Search, turned } from './searches.js'

/**
 * `region` asks which of several places of one name is meant; `choose` shows a page and takes what is said about it. What is to be done
 * with the only one that there is says `one`.
 */
export function listingSteps<D extends Search>(
  services: Services,
  one?: (program: Program) => Asked,
): {
  region: Step<D, Meanings>
  choose: Step<D, Meanings>
} {
  return {
    region: {
      ask(turn, data) {
        if (tellsOddDays(turn, data)) return wait()
        const { region } = data.conditions
        if (!region?.sigungu || !('sidos' in region)) return go('choose')
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
    choose: {
      answers: ['search', 'apply', 'recommend'],
      ask: (turn, data) => show(turn, services, data, one),
      again(turn) {
        turn.say('choose-again')
        turn.suggest('weekend')
        return wait()
      },
      takes: {
        page(_turn, data, page) {
          Object.assign(data, turned(data, page))
          return go('choose')
        },
        program: (_turn, _data, named) => begin('apply', named),
        search(_turn, data, search) {
          Object.assign(data, search)
          return go('region')
        },
      },
    },
  }
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
  const { conditions, after } = data
  const { programs, more } = await services.programs.search(
    turn.tx,
    toFilter(conditions),
    after ?? undefined,
    MOST_ITEMS,
  )
  const last = programs.at(-1)
  if (!last) return showNone(turn, services, data)
  remember(turn, data, { after, next: cursorOf(last) })
  if (one && programs.length === 1 && !after) return one(last)
  focusOn(turn, programs)
  turn.list(
    after ? 'found-more' : 'found',
    { conditions: spelled(turn, conditions) },
    programs.map(program => toItem(turn, program)),
  )
  if (more) turn.offer('next')
  offerConditions(turn, conditions)
  return wait()
}

/** One thing alone is what a question is about; of several, none. */
function focusOn(turn: Turn, programs: readonly Program[]): void {
  if (programs.length === 1) turn.memory.focus = programs[0]!.id
  else delete turn.memory.focus
}

/** Which page is shown, in this flow and for those that come after it. */
function remember(turn: Turn, data: Search, page: Pick<Search, 'after' | 'next'>): void {
  Object.assign(data, page)
  turn.memory.search = { conditions: data.conditions, ...page }
}

/** The conditions in words, with what was refused. */
function spelled(turn: Turn, conditions: Conditions): string {
  const refused = spell(conditions.except ?? {}).map(what => turn.label('except', { what }))
  return [...spell(conditions), ...refused].join(' · ')
}

/** Nothing fits: says so, and shows the nearest that does. */
async function showNone(turn: Turn, services: Services, data: Search) {
  const conditions = spelled(turn, data.conditions)
  const { after } = data
  remember(turn, data, { after: null, next: null })
  if (after) {
    turn.say('no-more', { conditions })
    offerConditions(turn, {})
    return wait()
  }
  for (const wider of widened(data.conditions)) {
    const { programs } = await services.programs.search(turn.tx, toFilter(wider), undefined, MOST_ITEMS)
    const last = programs.at(-1)
    if (!last) continue
    // The wider list has one page: behind it there is nothing of what was asked for.
    remember(turn, data, { after: null, next: cursorOf(last) })
    turn.say('none-but', { conditions })
    focusOn(turn, programs)
    turn.list(
      'nearby',
      { conditions: spelled(turn, wider) },
      programs.map(program => toItem(turn, program)),
    )
    offerConditions(turn, wider)
    return wait()
  }
  turn.say('none', { conditions })
  offerConditions(turn, {})
  return refused('none')
}

function offerConditions(turn: Turn, { dates, category }: Conditions): void {
  if (!dates) turn.suggest('weekend')
  if (!category) turn.suggest('online')
}

export function toItem(turn: Turn, program: Program): Item {
  const text = turn.label('item', {
    when: spellWhen(program),
    portal: portalsInWords(turn, program),
    where: [program.sido, program.sigungu].filter(Boolean).join(' '),
    online: program.online,
    seats: seatsLeft(program),
  })
  return { value: beginning('apply', program.id), title: program.title, text }
}

/** Where one takes part when it is not here. */
export function portalsInWords(turn: Turn, program: Program): string {
  return isOwn(program) ? '' : program.origins.map(({ portal }) => turn.label(`portal-${portal}`)).join('·')
}

/** A button to its page on each portal. */
export function pagesOf(turn: Turn, { origins }: Program): Button[] {
  return origins.map(origin => {
    const portal = turn.label(`portal-${origin.portal}`)
    const label = origins.length > 1 ? turn.label('button-apply-at', { portal }) : turn.label('button-portal')
    return { label, url: pageOf(origin) }
  })
}
