/** undo: takes back the last application or cancellation, within ten minutes; later it says so and offers what comes to the same. */
import { type Asked, begin, done, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { volunteer } from '../src/services/applications.js'
import type { OwnApplication } from '../src/services/own-application.js'
import { type FlowParts, flow } from './flows.js'

type Data = { subject?: string }

export function createUndo({ services: { applications } }: FlowParts) {
  return flow<Data>({
    name: 'undo',
    steps: {
      take: {
        async ask(turn, data) {
          const { tx, volunteerId } = turn
          if (!volunteerId) return begin('login')
          turn.offer('mine', beginning('check'))
          const subject = data.subject ?? (await applications.lastChanged(tx, volunteerId))
          // What is not among the changes of these minutes was done longer ago, or never.
          if (!subject) return refuse(turn, (await lastOf(turn)) ? 'too-late' : 'nothing')
          const undone = await applications.act(tx, volunteer(volunteerId), subject, 'undo')
          if (!undone.ok) return refuse(turn, undone.refused, subject)
          turn.say(undone.application.state === 'cancelled' ? 'cancelled-again' : 'applied-again', {
            title: undone.program.title,
          })
          return done()
        },
      },
    },
  })

  async function refuse(turn: Turn, why: string, subject?: string): Promise<Asked> {
    const last = await lastOf(turn, subject)
    const { title = '', startsAt = turn.now } = last?.program ?? {}
    const mayCancel = last?.may.cancel !== undefined
    const isCalledOff = last?.program.state === 'cancelled'
    const mayApply = last?.application.state === 'cancelled' && startsAt > turn.now && !isCalledOff
    turn.say(`refused-${why}`, { title, mayCancel, mayApply })
    if (last && mayCancel) turn.offer('cancel', beginning('cancel', last.application.id))
    if (last && isCalledOff) turn.offer('others', beginning('similar', last.program.id))
    if (last && mayApply) turn.offer('apply-again', beginning('apply', last.program.id))
    return refused(why)
  }

  /** That application; else the one that was made, shown or withdrawn last in this talk. */
  async function lastOf({ tx, volunteerId, memory }: Turn, subject?: string): Promise<OwnApplication | undefined> {
    const { application, settled } = memory
    const id = subject ?? application ?? (settled?.flow === 'cancel' ? settled.subject : undefined)
    return id && volunteerId ? applications.one(tx, volunteerId, id) : undefined
  }
}
