/** confirm: says that one can come to where and when an activity was moved. */
import { begin, done, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import { spellMoment } from '../src/domain/spelling.js'
import { volunteer } from '../src/services/applications.js'
import { type FlowParts, flow } from './flows.js'

type Data = { subject?: string }

export function createConfirm({ services: { applications } }: FlowParts) {
  return flow<Data>({
    name: 'confirm',
    steps: {
      take: {
        async ask(turn, { subject }) {
          const { tx, volunteerId } = turn
          if (!volunteerId || !subject) return begin('check')
          const confirmed = await applications.act(tx, volunteer(volunteerId), subject, 'confirm')
          const { program } = confirmed
          if (!confirmed.ok) turn.say(`refused-${confirmed.refused}`, { title: program?.title ?? '' })
          else
            turn.say('confirmed', {
              title: confirmed.program.title,
              when: spellMoment(confirmed.program.startsAt, confirmed.program.endsAt),
              place: confirmed.program.place,
            })
          turn.offer('mine', beginning('check'))
          if (!confirmed.ok && confirmed.refused === 'called-off')
            turn.offer('others', beginning('similar', program?.id))
          return confirmed.ok ? done() : refused(confirmed.refused)
        },
      },
    },
  })
}
