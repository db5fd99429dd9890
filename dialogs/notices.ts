/** notices: which are sent, and plainly which are not: who wants to be told of something is shown what they can do instead. */
import { type Asked, begin, done, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { isOwn } from '../src/domain/program.js'
import { spellMoment } from '../src/domain/spelling.js'
import type { Services } from '../src/services/index.js'
import { NOTICE_KINDS, type NoticeKind } from '../src/services/notice-catalogue.js'
import type { Awaited } from '../src/understanding/awaited.js'
import { isMoreOfIt } from '../src/understanding/references.js'
import { hasConditions } from './conditions.js'
import { type FlowParts, flow } from './flows.js'

/** What an organisation decided is told of itself. */
const DECISIONS: readonly NoticeKind[] = ['approved', 'rejected']

/** A seat is waited for in line; nothing else of what is awaited is noted anywhere, so that none of these says it were. */
const INSTEAD: Readonly<Record<Awaited, (turn: Turn, services: Services) => Promise<Asked> | Asked>> = {
  async seat(turn, services) {
    const { focus } = turn.memory
    const program = focus ? await services.programs.byId(turn.tx, focus) : undefined
    if (program && isOwn(program)) return begin('apply', { subject: program.id })
    turn.say('seat', { title: program?.title ?? '' })
    if (program) turn.offer('similar', beginning('similar', program.id))
    turn.offer('find', beginning('search'))
    return refused('later')
  },
  new(turn) {
    turn.say('new')
    const { slots, names, text } = turn.said
    const { focus } = turn.memory
    const isLikeIt = focus !== undefined && (names.length === 0 || isMoreOfIt(text)) && !hasConditions(slots)
    return isLikeIt ? begin('similar', { subject: focus }) : begin('search', { slots })
  },
  async reminder(turn, services) {
    const [next] = turn.volunteerId ? await services.applications.coming(turn.tx, turn.volunteerId) : []
    const { title = '', startsAt } = next?.program ?? {}
    turn.say('reminder', { title, when: startsAt ? spellMoment(startsAt) : '' })
    turn.offer('mine', beginning('check'))
    return refused('later')
  },
  decision(turn) {
    turn.say('decision', { sent: DECISIONS.map(kind => turn.label(`sent-${kind}`)) })
    turn.offer('mine', beginning('check'))
    return done()
  },
  record(turn) {
    turn.say('record')
    turn.offer('mine', beginning('check'))
    turn.offer('hours', beginning('hours'))
    return refused('later')
  },
}

export function createNotices({ services }: FlowParts) {
  return flow<object>({
    name: 'notices',
    aside: true,
    steps: {
      answer: {
        ask(turn) {
          const { awaits } = turn.said
          return awaits ? INSTEAD[awaits](turn, services) : settings(turn)
        },
      },
    },
  })
}

function settings(turn: Turn): Asked {
  turn.say('answer', { sent: NOTICE_KINDS.map(kind => turn.label(`sent-${kind}`)) })
  turn.offer('agent', beginning('agent'))
  turn.offer('find', beginning('search'))
  return refused('later')
}
