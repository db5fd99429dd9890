/** apply: choose a program, see it, say yes, have a place. */
import { begin, done, go, identify, pass, refused, type Step, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Item, Turn } from '../src/conversation/turn.js'
import type { Application } from '../src/domain/application.js'
import { isOwn, mapOf, type OwnProgram, type Program, seatsLeft } from '../src/domain/program.js'
import { spellMoment, spellWhen } from '../src/domain/spelling.js'
import { isAboutIt } from '../src/understanding/references.js'
import { conditionsIn, fits, isOfTime, spell } from './conditions.js'
import { type FlowParts, flow, type Meanings } from './flows.js'
import { listingSteps, pagesOf } from './listing.js'
import { tellsDone } from './mine.js'
import { nearlyNamed, programMeant, sameOn, titleIn } from './named.js'
import { portalsInWords, toItem } from './rows.js'
import { lastSearch, NO_SEARCH, type Search, searchFor, turned } from './searches.js'
import { learnPlace } from './usual.js'

/** `seen` is the program whose card was shown already, `named` those whose names were said. */
type Data = Search & {
  subject?: string
  named?: string[]
  seen?: string
  slots?: object
  nearly?: boolean
  people?: number | undefined
}

export function createApply({ services }: FlowParts) {
  const otherwise: Step<Data, Meanings>['takes'] = {
    no: decline,
    page: (turn, _data, page) => begin('search', turned(lastSearch(turn) ?? NO_SEARCH, page)),
    program: (_turn, { seen }, named) => begin('apply', { ...named, seen }),
    async slots(turn, { subject, seen }, slots) {
      if (!isOfTime(slots)) return pass()
      const same = await sameOn(turn.tx, subject!, slots, services)
      if (same) return begin('apply', { ...same, seen })
      if (!turn.said.parts.moves && !isAboutIt(turn.said.text)) return pass()
      const program = await services.programs.byId(turn.tx, subject!)
      turn.say('no-other-day', { title: program?.title ?? '', days: spell(slots).join(' ') })
      return go('confirm')
    },
    search: (_turn, _data, search) => begin('search', search),
  }
  return flow<Data>({
    name: 'apply',
    start: 'which',
    steps: {
      which: {
        async ask(turn, data) {
          if (!data.conditions)
            Object.assign(data, searchFor(conditionsIn(data.slots ?? turn.said.slots, turn.said.free)))
          if (!data.subject && !data.named) Object.assign(data, await programMeant(turn, services))
          if (data.subject) return go('confirm')
          if (!data.named && !turn.choice && !turn.said.saysWhat)
            Object.assign(data, await nearlyNamed(turn, services, data.conditions))
          if (data.subject) return go('confirm')
          return data.named ? go('which-of') : go('region')
        },
      },
      'which-of': {
        async ask(turn, { named = [], nearly = false }) {
          const programs = await services.programs.byIds(turn.tx, named)
          const [first] = programs
          const days = !nearly && first && programs.every(({ title }) => title === first.title)
          if (days) turn.list('which-day', { title: first.title }, programs.map(toDay))
          else
            turn.list(
              nearly ? 'which-near' : 'which-of',
              {},
              programs.map(program => toItem(turn, program)),
            )
          if (nearly) turn.offer('others', beginning('search'))
          return wait()
        },
        takes: {
          async slots(turn, { named = [] }, slots) {
            const there = (await services.programs.byIds(turn.tx, named)).filter(program => fits(program, slots))
            if (there.length === 0) return pass()
            const [only, ...others] = there.map(({ id }) => id)
            return begin('apply', others.length === 0 ? { subject: only } : { named: [only, ...others] })
          },
          search(_turn, data, search) {
            Object.assign(data, search)
            return go('region')
          },
        },
      },
      // Of only one it is asked at once whether to apply, unless nothing but applying was spoken of.
      ...listingSteps<Data>(services, program => begin('apply', { subject: program.id })),
      confirm: {
        answers: ['apply'],
        async ask(turn, data) {
          const [instead, { program, review }] = await Promise.all([
            titledInstead(turn, data),
            lookAt(turn, data.subject),
          ])
          if (instead) {
            Object.assign(data, { subject: undefined, ...instead })
            return go('which')
          }
          if (!program) return notFound(turn)
          const seen = data.seen === program.id
          if (!seen) turn.say('detail', detailOf(turn, program), { buttons: linksOf(turn, program) })
          data.seen = program.id
          turn.memory.program = program.id
          turn.memory.focus = program.id
          if (!review) return identify('apply', { subject: program.id, seen: program.id })
          if (!review.ok && review.refused === 'external') return applyNow(turn, program.id)
          if (!review.ok && review.refused === 'full') return go('wait')
          if (!review.ok) return refuse(turn, review.refused, review.program, review.application?.id)
          data.people ??= turn.said.slots.people ?? lastSearch(turn)?.conditions.people
          turn.say('ask', {
            title: seen ? program.title : '',
            ...(await toKnow(turn, review.program as OwnProgram, data.people)),
          })
          turn.offer('yes')
          turn.offer('no')
          return wait()
        },
        takes: { yes: (turn, { subject }) => applyNow(turn, subject!), ...otherwise },
      },
      /** No seat is free: whether to stand in line. */
      wait: {
        answers: ['apply'],
        act: 'act-wait',
        grants: 'seat',
        async ask(turn, { subject }) {
          const program = await services.programs.byId(turn.tx, subject!)
          if (!program) return notFound(turn)
          turn.say('ask-wait', {
            title: program.title,
            ahead: await services.applications.waiting(turn.tx, program.id),
          })
          turn.offer('wait', 'yes')
          turn.offer('similar', beginning('similar', program.id))
          turn.offer('no')
          return wait()
        },
        takes: { yes: (turn, { subject }) => waitNow(turn, subject!), ...otherwise },
      },
    },
  })

  /** The program, and where it is known who asks, what would come of applying. */
  async function lookAt({ tx, volunteerId }: Turn, subject: string | undefined) {
    if (!subject) return {}
    if (!volunteerId) return { program: await services.programs.byId(tx, subject) }
    const review = await services.applications.reviewToApply(tx, volunteerId, subject)
    return { program: review.program, review }
  }

  /** What has to be known before the yes: what is at the same time, that it can hardly be taken back, that each applies for themselves. */
  async function toKnow(turn: Turn, program: OwnProgram, people = 1) {
    const overlapping = await services.applications.overlapping(turn.tx, turn.volunteerId!, program)
    return {
      overlapping: overlapping ? { title: overlapping.title, when: spellWhen(overlapping) } : '',
      cancelWas: turn.now >= program.cancelUntil ? spellMoment(program.cancelUntil) : '',
      others: people > 1 || turn.said.bringsOthers,
      people: people > 1 ? people : '',
    }
  }

  /** Before it is shown, a name heard with a slip gives way to another program's title said to the letter. */
  async function titledInstead(turn: Turn, { subject, seen }: Data) {
    if (!subject || seen === subject) return undefined
    const titled = await titleIn(turn.tx, turn.said, services)
    const meant = !titled ? [] : 'subject' in titled ? [titled.subject] : titled.named
    return meant.includes(subject) ? undefined : titled
  }

  function decline(turn: Turn, _data: Data, how: Meanings['no']) {
    turn.say('left')
    if (how === 'instead') turn.say('instead')
    turn.offer('others', beginning('search'))
    return refused('declined')
  }

  async function applyNow(turn: Turn, programId: string) {
    if (!turn.volunteerId) return identify('apply', { subject: programId })
    const applied = await services.applications.apply(turn.tx, turn.volunteerId, programId)
    if (!applied.ok) return refuse(turn, applied.refused, applied.program, applied.application?.id)
    const { application, program } = applied
    return tellApplied(turn, application, program)
  }

  async function waitNow(turn: Turn, programId: string) {
    if (!turn.volunteerId) return identify('apply', { subject: programId })
    const waited = await services.applications.wait(turn.tx, turn.volunteerId, programId)
    if (!waited.ok) return refuse(turn, waited.refused, waited.program, waited.application?.id)
    const { application, program } = waited
    if (application.state !== 'waiting') return tellApplied(turn, application, program)
    const own = await services.applications.one(turn.tx, turn.volunteerId, application.id)
    turn.memory.application = application.id
    turn.memory.settled = { flow: 'apply', subject: program.id }
    turn.say('waiting', {
      title: program.title,
      when: spellMoment(program.startsAt, program.endsAt),
      place: own?.place,
    })
    turn.offer('similar', beginning('similar', program.id))
    turn.offer('undo', beginning('undo', application.id))
    turn.offer('mine', beginning('check'))
    return done()
  }

  function tellApplied(turn: Turn, application: Application, program: OwnProgram) {
    turn.say('applied', {
      title: program.title,
      when: spellMoment(program.startsAt, program.endsAt),
      place: program.place,
      approved: application.state === 'approved',
      cancelUntil: spellMoment(program.cancelUntil),
      cancelIsOver: turn.now >= program.cancelUntil,
    })
    if (!program.online) learnPlace(turn, program)
    turn.memory.application = application.id
    turn.memory.settled = { flow: 'apply', subject: program.id }
    turn.offer('undo', beginning('undo', application.id))
    turn.offer('mine', beginning('check'))
    return done()
  }

  function notFound(turn: Turn) {
    turn.say('refused-not-found')
    turn.offer('others', beginning('search'))
    return refused('not-found')
  }

  /** Says why not, and what can be done instead. */
  function refuse(turn: Turn, why: string, program?: Program, applicationId?: string) {
    if (why === 'already-applied') tellsDone(turn)
    turn.say(`refused-${why}`, { title: program?.title ?? '', minAge: program?.minAge, maxAge: program?.maxAge })
    if (applicationId) turn.offer('this', beginning('check', applicationId))
    // Others were quicker: the line is asked about anew.
    if (why === 'full' && program) turn.offer('wait', beginning('apply', program.id))
    turn.offer('others', beginning('search'))
    return refused(why)
  }
}

/** One of several days of an activity. */
function toDay(program: Program): Item {
  return {
    value: beginning('apply', program.id),
    title: spellWhen(program) || program.title,
    text: program.place,
  }
}

/** A program as the card shows it. */
function detailOf(turn: Turn, program: Program) {
  return {
    title: program.title,
    organisation: program.organisationName,
    when: spellWhen(program),
    place: program.place,
    seats: seatsLeft(program),
    capacity: program.capacity,
    ages: { min: program.minAge, max: program.maxAge },
    until: program.recruitUntil ? spellMoment(program.recruitUntil) : '',
    preparation: program.preparation,
    description: program.description,
    portal: portalsInWords(turn, program),
  }
}

function linksOf(turn: Turn, program: Program) {
  if (!isOwn(program)) return pagesOf(turn, program)
  if (program.online) return []
  return [{ label: turn.label('button-map'), url: mapOf(program.place) }]
}
