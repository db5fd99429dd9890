/** offer: a seat that became free is taken; until its time is over it can also be left lying. */
import { done, identify, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { spellMoment } from '../src/domain/spelling.js'
import { type ApplicationWithProgram, volunteer } from '../src/services/applications.js'
import { type FlowParts, flow } from './flows.js'

type Data = { subject?: string }

export function createOffer({ services }: FlowParts) {
  return flow<Data>({
    name: 'offer',
    steps: {
      confirm: {
        async ask(turn, { subject = '' }) {
          if (!turn.volunteerId) return identify('offer', { subject })
          const found = await services.applications.one(turn.tx, turn.volunteerId, subject)
          const reviewed = await services.applications.review(turn.tx, volunteer(turn.volunteerId), subject, 'accept')
          if (!found || !reviewed.ok) return refuse(turn, reviewed.ok ? 'not-found' : reviewed.refused, found)
          const { application, program } = found
          Object.assign(turn.memory, { application: application.id, program: program.id, focus: program.id })
          turn.say('ask', { ...factsOf(found), until: spellMoment(application.offerUntil!) })
          turn.offer('yes')
          turn.offer('no')
          return wait()
        },
        takes: {
          yes: (turn, { subject }) => accept(turn, subject!),
          no(turn, { subject }) {
            turn.say('left')
            turn.offer('take', beginning('offer', subject))
            turn.offer('cancel', beginning('cancel', subject))
            return refused('declined')
          },
        },
      },
    },
  })

  async function accept(turn: Turn, subject: string) {
    if (!turn.volunteerId) return identify('offer', { subject })
    const taken = await services.applications.act(turn.tx, volunteer(turn.volunteerId), subject, 'accept')
    if (!taken.ok) return refuse(turn, taken.refused, taken)
    turn.memory.settled = { flow: 'offer', subject }
    turn.say('taken', factsOf(taken))
    turn.offer('mine', beginning('check'))
    return done()
  }
}

function factsOf({ application, program }: ApplicationWithProgram) {
  return {
    title: program.title,
    when: spellMoment(program.startsAt, program.endsAt),
    place: program.place,
    approved: application.state === 'approved',
  }
}

function refuse(turn: Turn, why: string, { application, program }: Partial<ApplicationWithProgram> = {}) {
  turn.say(`refused-${why}`, application && program ? factsOf({ application, program }) : {})
  if (application) turn.offer('this', beginning('check', application.id))
  turn.offer('mine', beginning('check'))
  turn.offer('find', beginning('search'))
  return refused(why)
}
