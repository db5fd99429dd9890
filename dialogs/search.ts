/** search: looking for programs by what was said; choosing one leads to applying. */
import { go } from '../src/conversation/flow.js'
import type { Turn } from '../src/conversation/turn.js'
import { type Conditions, conditionsIn, toFilter } from './conditions.js'
import { type FlowParts, flow } from './flows.js'
import { listingSteps } from './listing.js'
import { changedSearch, lastSearch, type Search, searchFor } from './searches.js'

/** So many words of a sentence are looked for in titles. */
const MOST_WORDS = 2

/** Slots of an earlier sentence, when this flow was chosen in a question about it; or the search itself, already changed. */
type Data = Search & { slots?: object }

export function createSearch({ services }: FlowParts, name: 'search' | 'recommend' = 'search') {
  return flow<Data>({
    name,
    start: 'look',
    steps: {
      look: {
        async ask(turn, data) {
          if (!data.conditions) Object.assign(data, await lookedFor(turn, data.slots))
          return go('region')
        },
      },
      ...listingSteps<Data>(services),
    },
  })
  /** What is said, in the light of the last search when it points back there. A button does not turn the page. */
  async function lookedFor(turn: Turn, slots: object = turn.said.slots): Promise<Search> {
    const last = turn.said.reference ? lastSearch(turn) : undefined
    const pointed = last && (turn.choice ? last : await changedSearch(turn, services, last))
    return pointed ?? searchFor(await withWord(turn, conditionsIn(slots, turn.said.free)))
  }

  /** "코딩 가르치는 봉사도 있어?": a word that titles have is a condition too. */
  async function withWord(turn: Turn, conditions: Conditions): Promise<Conditions> {
    if (turn.choice) return conditions
    // The field may be no more than what the word was taken for.
    const { category, ...others } = conditions
    const words = turn.said.names.slice(0, MOST_WORDS)
    const wishes = words.flatMap(word =>
      category
        ? [
            { ...conditions, word },
            { ...others, word },
          ]
        : [{ ...others, word }],
    )
    for (const asked of wishes) {
      const { programs } = await services.programs.search(turn.tx, toFilter(asked), undefined, 1)
      if (programs.length > 0) return asked
    }
    return conditions
  }
}
