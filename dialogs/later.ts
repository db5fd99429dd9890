/** What this chat cannot do yet: says so plainly and leads to the portal's own page. */
import { type Flow, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import { flow } from './flows.js'

const PAGES = {
  certificate: 'https://www.youth.go.kr',
  consent: 'https://www.1365.go.kr',
} as const

export const later: Flow[] = Object.entries(PAGES).map(([name, url]) =>
  flow<object>({
    name,
    steps: {
      answer: {
        ask(turn) {
          turn.say('answer', {}, { buttons: [{ label: turn.label('button-page'), url }] })
          turn.offer('agent', beginning('agent'))
          turn.offer('find', beginning('search'))
          return refused('later')
        },
      },
    },
  }),
)
