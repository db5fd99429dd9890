/** undo: takes back the last application or cancellation, within ten minutes. */
import { begin, done, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { volunteer } from '../src/services/applications.js'
import { type FlowParts, flow } from './flows.js'

type Data = { subject?: string }

export function createUndo({ services }: FlowParts) {
  return flow<Data>({
    name: 'undo',
    steps: {
      take: {
        async ask(turn, data) {
          if (!turn.volunteerId) return begin('login')
          const subject = data.subject ?? (await services.applications.lastChanged(turn.tx, turn.volunteerId))
          const undone = subject
            ? await services.applications.act(turn.tx, volunteer(turn.volunteerId), subject, 'undo')
            : ({ ok: false, refused: 'nothing' } as const)
          turn.offer('mine', beginning('check'))
          if (!undone.ok) {
            turn.say(`refused-${undone.refused}`)
            const still = await stillOpen(turn)
            if (still) turn.offer('cancel', beginning('cancel', still))
            return refused(undone.refused)
          }
          turn.say(undone.application.state === 'cancelled' ? 'cancelled-again' : 'applied-again', {
            title: undone.program.title,
          })
          return done()
        },
      },
    },
  })

  /** The application that was made or shown last, while it can be withdrawn. */
  async function stillOpen({ tx, volunteerId, memory }: Turn): Promise<string | undefined> {
    if (!volunteerId || !memory.application) return undefined
    const found = await services.applications.one(tx, volunteerId, memory.application)
    return found?.may.cancel ? memory.application : undefined
  }
}
