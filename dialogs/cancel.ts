/** cancel: choose one's application, say yes, and it is withdrawn; too late becomes a request to the organisation. */
import { begin, done, go, identify, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import type { Program } from '../src/domain/program.js'
import { spellDays, spellMoment } from '../src/domain/spelling.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import { type ApplicationWithProgram, volunteer } from '../src/services/applications.js'
import { type FlowParts, flow, type Meanings } from './flows.js'
import { type About, aboutIn, namedAmong, namesNone, openOf, pageOf, tellsDone } from './mine.js'
import { namedIn } from './named.js'

/** `among` when the person wants to choose, though one seems meant; `keep` when nothing is to be withdrawn. */
type Data = { subject?: string; about?: About; page?: number; among?: boolean; keep?: boolean }

export function createCancel({ services }: FlowParts) {
  return flow<Data>({
    name: 'cancel',
    start: 'which',
    steps: {
      which: {
        async ask(turn, data) {
          if (data.keep) return keep(turn)
          data.about ??= aboutIn(turn)
          if (!turn.volunteerId) return identify('cancel', data)
          if (data.subject) return go('confirm')
          const open = await openOf(turn, services)
          const wish = await wishMeant(turn, data.about, open)
          if (wish) return begin('unwish', { subject: wish.id })
          if (open.length === 0) return nothing(turn)
          const meant = data.among ? open : await meantBy(turn, data.about, open)
          if (meant.length !== 1 || data.among) return choose(turn, data, meant)
          data.subject = meant[0]!.application.id
          return go('confirm')
        },
        takes: {
          no: keep,
          async page(turn, data, page) {
            const to = (data.page ?? 0) + (page === 'next' ? 1 : 0)
            return choose(turn, data, await openOf(turn, services), to)
          },
          mine: () => begin('cancel'),
        },
      },
      confirm: {
        answers: ['cancel'],
        async ask(turn, data) {
          const who = volunteer(turn.volunteerId!)
          const reviewed = await services.applications.review(turn.tx, who, data.subject!, 'cancel')
          if (!reviewed.ok) return refuse(turn, reviewed.refused, reviewed.program)
          const { program, to } = reviewed
          turn.memory.focus = program.id
          turn.say(to === 'cancelled' ? 'ask' : 'ask-late', {
            title: program.title,
            when: spellMoment(program.startsAt, program.endsAt),
            until: spellMoment(program.cancelUntil),
            organisation: program.organisationName,
            contact: program.contact,
          })
          turn.offer(to === 'cancelled' ? 'yes' : 'request', 'yes')
          turn.offer('no')
          return wait()
        },
        takes: {
          yes: (turn, { subject }) => cancelNow(turn, subject!),
          no: keep,
          page: () => begin('cancel', { among: true }),
          mine: (_turn, { subject }, named) =>
            named.some(({ application }) => application.id !== subject) ? begin('cancel') : pass(),
        },
      },
    },
  })

  /** Those that are named; when nothing is, the one that was shown last; else all. */
  async function meantBy(turn: Turn, about: About, open: readonly ApplicationWithProgram[]) {
    const named = namedAmong(about, open)
    if (named.length > 0) return named
    const other = await namedIn(turn.tx, about, services)
    if (other) turn.say('not-mine')
    else if (about.slots.dates) turn.say('not-then', { days: spellDays(about.slots.dates.from, about.slots.dates.to) })
    const shown = open.filter(({ application }) => application.id === turn.memory.application)
    return namesNone(about) && shown.length > 0 ? shown : open
  }

  /** What is wanted on another portal is withdrawn like an application, by its name or when it was shown last. */
  async function wishMeant(turn: Turn, about: About, open: readonly ApplicationWithProgram[]) {
    const wishes = (await services.applications.wishes(turn.tx, turn.volunteerId!)).map(program => ({ program }))
    if (namedAmong(about, open).length > 0) return undefined
    const meant = namesNone(about)
      ? wishes.filter(({ program }) => program.id === turn.memory.focus)
      : namedAmong(about, wishes)
    return meant.length === 1 ? meant[0]!.program : undefined
  }

  async function cancelNow(turn: Turn, applicationId: string) {
    if (!turn.volunteerId) return identify('cancel', { subject: applicationId })
    const cancelled = await services.applications.act(turn.tx, volunteer(turn.volunteerId), applicationId, 'cancel')
    if (!cancelled.ok) return refuse(turn, cancelled.refused, cancelled.program)
    const { application, program } = cancelled
    delete turn.memory.application
    turn.memory.settled = { flow: 'cancel', subject: application.id }
    turn.say(application.state === 'cancelled' ? 'cancelled' : 'requested', {
      title: program.title,
      contact: program.contact,
    })
    turn.offer('undo', beginning('undo', application.id))
    turn.offer('mine', beginning('check'))
    return done()
  }
}

function choose(turn: Turn, data: Data, open: readonly ApplicationWithProgram[], page = data.page ?? 0) {
  data.page = page
  const items = pageOf(open, page).map(({ application, program }) => ({
    value: beginning('cancel', application.id),
    title: program.title,
    text: spellMoment(program.startsAt, program.endsAt),
  }))
  turn.list('which', {}, items)
  if (open.length > MOST_ITEMS) turn.offer('next')
  turn.offer('no', 'no')
  return wait()
}

function nothing(turn: Turn) {
  turn.say('none')
  turn.offer('mine', beginning('check'))
  turn.offer('find', beginning('search'))
  return refused('none')
}

function keep(turn: Turn, _data?: Data, how?: Meanings['no']) {
  turn.say('kept')
  if (how === 'instead') turn.say('instead')
  turn.offer('mine', beginning('check'))
  return refused('declined')
}

function refuse(turn: Turn, why: string, program?: Program) {
  if (why === 'already-cancelled' || why === 'already-requested') tellsDone(turn)
  turn.say(`refused-${why}`, { title: program?.title ?? '' })
  if (why === 'called-off') turn.offer('others', beginning('similar', program?.id))
  turn.offer('mine', beginning('check'))
  return refused(why)
}
