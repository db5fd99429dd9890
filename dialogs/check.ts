/** check: one's own applications with state, time, place and map. */
import { done, go, identify, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { mapOf } from '../src/domain/program.js'
import { spellMoment } from '../src/domain/spelling.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import type { Services } from '../src/services/index.js'
import { type FlowParts, flow } from './flows.js'
import { type About, aboutIn, namedAmong, pageOf } from './mine.js'

type Data = { subject?: string; about?: About; page?: number }
type Mine = NonNullable<Awaited<ReturnType<Services['applications']['one']>>>

export function createCheck({ services }: FlowParts) {
  return flow<Data>({
    name: 'check',
    start: 'list',
    steps: {
      list: {
        async ask(turn, data) {
          data.about ??= aboutIn(turn)
          if (!turn.volunteerId) return identify('check', data)
          if (data.subject) return go('detail')
          const mine = await services.applications.mine(turn.tx, turn.volunteerId)
          if (mine.length === 0) {
            turn.say('none')
            turn.offer('find', beginning('search'))
            return done()
          }
          const named = namedAmong(data.about, mine)
          const meant = named.length > 0 ? named : mine
          return meant.length === 1 ? showOne(turn, meant[0]!) : showPage(turn, data, meant)
        },
        takes: {
          page(_turn, data, page) {
            if (page === 'next') data.page = (data.page ?? 0) + 1
            return go('list')
          },
        },
      },
      detail: {
        async ask(turn, { subject }) {
          const found = await services.applications.one(turn.tx, turn.volunteerId!, subject!)
          if (found) return showOne(turn, found)
          turn.say('not-found')
          turn.offer('mine', beginning('check'))
          return refused('not-found')
        },
      },
    },
  })
}

function showPage(turn: Turn, data: Data, mine: readonly Mine[]) {
  const items = pageOf(mine, data.page ?? 0).map(({ application, program }) => ({
    value: beginning('check', application.id),
    title: program.title,
    text: turn.label('item-mine', { state: stateOf(turn, application.state), when: spellMoment(program.startsAt) }),
  }))
  turn.list('list', { count: mine.length }, items)
  if (mine.length > MOST_ITEMS) turn.offer('next')
  turn.offer('cancel', beginning('cancel'))
  return wait()
}

/** The state of an application in words. */
export function stateOf(turn: Turn, state: string): string {
  return turn.label(`state-${state}`)
}

function showOne(turn: Turn, { application, program, may }: Mine) {
  const buttons = [
    ...(program.online ? [] : [{ label: turn.label('button-map'), url: mapOf(program.place) }]),
    ...(may.cancel ? [turn.choiceButton('cancel', beginning('cancel', application.id))] : []),
  ]
  turn.say(
    'detail',
    {
      title: program.title,
      state: stateOf(turn, application.state),
      when: spellMoment(program.startsAt, program.endsAt),
      place: program.place,
      organisation: program.organisationName,
      preparation: program.preparation,
      contact: program.contact,
    },
    { buttons },
  )
  turn.memory.application = application.id
  turn.memory.program = program.id
  turn.memory.focus = program.id
  turn.offer('mine', beginning('check'))
  return done()
}
