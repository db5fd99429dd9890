/** check: one's own applications, what one wants on other portals and what is over, each with how far it is; and one of them at large. */
import { type Asked, begin, done, go, identify, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Item, Turn } from '../src/conversation/turn.js'
import { isComing, isLive } from '../src/domain/application.js'
import { type Setting, spellPlace } from '../src/domain/move.js'
import { mapOf, type OwnProgram, type Program } from '../src/domain/program.js'
import { spellMoment } from '../src/domain/spelling.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import type { OwnApplication } from '../src/services/own-application.js'
import { type FlowParts, flow } from './flows.js'
import { type About, aboutIn, namedAmong, pageOf } from './mine.js'
import { outcomeOf, stateOf } from './state.js'
import { toWish } from './wish.js'

type Data = { subject?: string; about?: About; page?: number }
/** So many of what is over are shown; all of it is among the hours. */
const MOST_PAST = 10

/** One row, and what is shown when it is the only one. */
interface Mine {
  readonly is: 'coming' | 'called-off' | 'wish' | 'past'
  readonly program: Program
  readonly item: Item
  readonly mayCancel: boolean
  /** Asks whether one can come, where it was moved. */
  ask?(): void
  show(): Asked | Promise<Asked>
}

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
          const mine = await allOf(turn, turn.volunteerId)
          if (mine.length === 0) {
            turn.say('none')
            turn.offer('find', beginning('search'))
            return done()
          }
          const named = namedAmong(data.about, mine)
          const meant = named.length > 0 ? named : mine
          return meant.length === 1 ? meant[0]!.show() : showPage(turn, data, meant)
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
          if (found) return showOne(turn, found, await howFar(turn, found))
          turn.say('not-found')
          turn.offer('mine', beginning('check'))
          return refused('not-found')
        },
      },
    },
  })

  /** What is to come, by start; what is wanted elsewhere; what is over, the last first; what was called off. */
  async function allOf(turn: Turn, volunteerId: string): Promise<readonly Mine[]> {
    const { tx } = turn
    const [own, wishes, past] = await Promise.all([
      services.applications.mine(tx, volunteerId),
      services.applications.wishes(tx, volunteerId),
      services.applications.past(tx, volunteerId, MOST_PAST),
    ])
    const minutes = await services.records.ofApplications(
      tx,
      past.map(({ application }) => application.id),
    )
    const row = (is: Mine['is'], one: OwnApplication, state: string): Mine => ({
      ...{ is, program: one.program, mayCancel: one.may.cancel !== undefined },
      item: itemOf(turn, one, one.before ? turn.label('state-moved') : state),
      ...(one.before ? { ask: () => askAgain(turn, one.application.id, one.program, one.before!) } : {}),
      show: () => showOne(turn, one, state),
    })
    const [live, calledOff] = [true, false].map(isIt =>
      own.filter(({ application }) => isLive(application.state) === isIt),
    ) as [OwnApplication[], OwnApplication[]]
    return [
      ...live.map(one => row('coming', one, stateOf(turn, one.application.state))),
      ...wishes.map(program => ({
        ...{ is: 'wish' as const, program, mayCancel: false, item: toWish(turn, program) },
        show: () => begin('wish', { subject: program.id }),
      })),
      ...past.map(one => row('past', one, outcomeOf(turn, one.application, minutes.get(one.application.id)))),
      ...calledOff.map(one => row('called-off', one, stateOf(turn, one.application.state))),
    ]
  }

  /** Of what is over, what came of it. */
  async function howFar(turn: Turn, { application, program }: OwnApplication): Promise<string> {
    if (program.endsAt > turn.now) return stateOf(turn, application.state)
    const minutes = await services.records.ofApplications(turn.tx, [application.id])
    return outcomeOf(turn, application, minutes.get(application.id))
  }
}

function itemOf(turn: Turn, { application, program }: OwnApplication, state: string): Item {
  return {
    value: beginning('check', application.id),
    title: program.title,
    text: turn.label('item-mine', { state, when: spellMoment(program.startsAt) }),
  }
}

function showPage(turn: Turn, data: Data, mine: readonly Mine[]) {
  const count = (...kinds: Mine['is'][]) => mine.filter(({ is }) => kinds.includes(is)).length
  mine.find(({ ask }) => ask)?.ask?.()
  turn.list(
    'list',
    { count: count('coming', 'called-off'), wishes: count('wish'), past: count('past') },
    pageOf(mine, data.page ?? 0).map(({ item }) => item),
  )
  const [only, ...others] = mine.filter(({ is }) => is === 'coming')
  if (only && others.length === 0) turn.memory.focus = only.program.id
  else delete turn.memory.focus
  if (mine.length > MOST_ITEMS) turn.offer('next')
  if (mine.some(({ mayCancel }) => mayCancel)) turn.offer('cancel', beginning('cancel'))
  else turn.offer('find', beginning('search'))
  return wait()
}

function showOne(turn: Turn, own: OwnApplication, state: string) {
  const { application, program, may, reason = '', before, place: inLine } = own
  const isToCome = isComing(application.state) && program.endsAt > turn.now
  const buttons = [
    ...(program.online || !isToCome ? [] : [{ label: turn.label('button-map'), url: mapOf(program.place) }]),
    ...(may.accept ? [turn.choiceButton('accept', beginning('offer', application.id))] : []),
    ...(may.cancel && !before ? [turn.choiceButton('cancel', beginning('cancel', application.id))] : []),
  ]
  turn.say(
    'detail',
    {
      title: program.title,
      state,
      inLine,
      offerUntil: may.accept && application.offerUntil ? spellMoment(application.offerUntil) : '',
      when: spellMoment(program.startsAt, program.endsAt),
      place: program.place,
      organisation: program.organisationName,
      preparation: isToCome ? program.preparation : '',
      contact: program.contact,
    },
    { buttons },
  )
  if (reason) turn.say('reason', { reason })
  if (before) askAgain(turn, application.id, program, before)
  turn.memory.application = application.id
  turn.memory.program = program.id
  turn.memory.focus = program.id
  if (application.state === 'program-cancelled') turn.offer('others', beginning('similar', program.id))
  turn.offer('mine', beginning('check'))
  return done()
}

/** It was moved: where and when it was, and whether the person can come. */
function askAgain(turn: Turn, id: string, program: OwnProgram, before: Setting): void {
  const now = { when: spellMoment(program.startsAt, program.endsAt), place: spellPlace(program, before) }
  const was = { when: spellMoment(before.startsAt, before.endsAt), place: spellPlace(before, program) }
  turn.say('moved', { title: program.title, was, now })
  turn.offer('confirm', beginning('confirm', id))
  turn.offer('not-coming', beginning('cancel', id))
}
