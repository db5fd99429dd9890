/** similar: looks for programs like one: of the same field, in the same place. */
import { begin } from '../src/conversation/flow.js'
import { CATEGORIES } from '../src/domain/category.js'
import { present } from '../src/platform/present.js'
import { conditionsIn } from './conditions.js'
import { type FlowParts, flow } from './flows.js'
import { searchFor } from './searches.js'

export function createSimilar({ services }: FlowParts) {
  return flow<{ subject?: string }>({
    name: 'similar',
    steps: {
      look: {
        async ask(turn, { subject }) {
          const program = subject ? await services.programs.byId(turn.tx, subject) : undefined
          if (!program) return begin('search')
          const { sido, sigungu } = program
          const category = CATEGORIES.find(name => name === program.category)
          const region = { sido, ...(sigungu ? { sigungu } : {}) }
          return begin('search', searchFor(conditionsIn(present({ region, category }))))
        },
      },
    },
  })
}
