/** search: looking for programs by what was said; choosing one leads to applying. */
import { go } from '../src/conversation/flow.js'
import type { Turn } from '../src/conversation/turn.js'
import { conditionsIn } from './conditions.js'
import { type FlowParts, flow } from './flows.js'
import { listingSteps } from './listing.js'
import { changedSearch, lastSearch, type Search, searchFor } from './searches.js'

/** Slots of an earlier sentence, when this flow was chosen in a question about it; or the search itself, already changed. */
type Data = Search & { slots?: object }

export function createSearch({ services }: FlowParts, name: 'search' | 'recommend' = 'search') {
  return flow<Data>({
    name,
    start: 'look',
    steps: {
      look: {
        async ask(turn, data) {
          if (name === 'recommend') turn.say('not-personal')
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
    return pointed ?? searchFor(conditionsIn(slots))
  }
}
