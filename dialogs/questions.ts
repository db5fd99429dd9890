/** The `faq` intents: answered from the file of questions, then the conversation goes on where it was. */
import { done, type Flow } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { type FlowParts, flow } from './flows.js'

const INTENTS = [
  'faq',
  'faq_eligibility',
  'faq_hours_policy',
  'faq_cancel_policy',
  'faq_preparation',
  'faq_insurance',
] as const

export function createQuestions({ questions }: FlowParts): Flow[] {
  return INTENTS.map(name =>
    flow<object>({
      name,
      aside: true,
      steps: {
        answer: {
          ask(turn) {
            const found = questions.answer(name, turn.said)
            if (found) turn.say('question-answer', { answer: found.answer })
            else turn.say('question-unknown')
            if (found?.link) turn.say('question-link', {}, { buttons: [linkTo(turn, found.link)] })
            turn.offer('find', beginning('search'))
            turn.offer('agent', beginning('agent'))
            return done()
          },
        },
      },
    }),
  )
}

function linkTo(turn: Turn, url: string) {
  return { label: turn.label('button-page'), url }
}
