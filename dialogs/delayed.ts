/** delayed: somebody will be late for today's activity: whom to tell, and what to do if it comes to nothing. */
import { done, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import { spellMoment } from '../src/domain/spelling.js'
import { type FlowParts, flow } from './flows.js'
import { openOf } from './mine.js'
import { organisationButton, programOfToday } from './today.js'

export function createDelayed({ services }: FlowParts) {
  return flow<object>({
    name: 'delayed',
    aside: true,
    steps: {
      tell: {
        async ask(turn) {
          const program = await programOfToday(turn, services)
          const open = await openOf(turn, services)
          const todays = open.find(one => one.program.id === program?.id)
          if (todays) turn.offer('cancel', beginning('cancel', todays.application.id))
          turn.offer('mine', beginning('check'))
          turn.offer('agent', beginning('agent'))
          if (!program?.startsAt) {
            turn.say('none')
            return refused('none')
          }
          const { title, organisationName: organisation, contact } = program
          const starts = spellMoment(program.startsAt)
          const facts = { title, organisation, contact, starts, mayCancel: todays !== undefined }
          turn.say('tell', facts, { buttons: organisationButton(turn, contact) })
          return done()
        },
      },
    },
  })
}
