/** dispute: which activity, what is wrong in the person's own words, shown before it goes to the organisation. */
import { type Asked, done, go, identify, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import type { Program } from '../src/domain/program.js'
import { spellMoment } from '../src/domain/spelling.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import { shorten } from '../src/messengers/shorten.js'
import type { ApplicationWithProgram } from '../src/services/applications.js'
import { type FlowParts, flow, type Meanings } from './flows.js'
import { type About, aboutIn, namedAmong, pageOf } from './mine.js'
import { outcomeOf } from './state.js'
import { organisationButton } from './today.js'

/** `begun` is what it began with, as `About`, and `draft` what was written so far: both sealed, for a conversation's state lies open. */
type Data = { subject?: string; begun?: string; page?: number; draft?: string | undefined }

/** Characters. */
const LONGEST = 500

export function createDispute({ services }: FlowParts) {
  const { agents, disputes, records } = services
  return flow<Data>({
    name: 'dispute',
    steps: {
      which: {
        async ask(turn, data) {
          if (!data.begun) note(turn, data)
          if (!turn.volunteerId) return identify('dispute', data)
          if (data.subject) return go('words')
          const found = await disputes.disputable(turn.tx, turn.volunteerId)
          if (found.length === 0) return nothing(turn)
          const named = namedAmong(aboutOf(turn, data), found)
          const meant = named.length > 0 ? named : found
          if (meant.length > 1) return choose(turn, data, meant)
          data.subject = meant[0]!.application.id
          return go('words')
        },
        takes: {
          no: leave,
          page(_turn, data, page) {
            if (page === 'next') data.page = (data.page ?? 0) + 1
            return go('which')
          },
          choice(_turn, data, choice) {
            data.subject = choice
            return go('words')
          },
        },
      },
      words: {
        async ask(turn, data) {
          const judged = await disputes.review(turn.tx, turn.volunteerId!, data.subject!)
          if (!judged.ok) return refuse(turn, judged.refused, judged.program)
          turn.memory.focus = judged.program.id
          if (agents.opened(turn.accountId, data.draft) !== undefined) return go('confirm')
          turn.say('ask', await factsOf(turn, judged))
          turn.offer('never-mind', 'no')
          return wait()
        },
        takes: { no: leaveOrWrite, text: write },
      },
      confirm: {
        async ask(turn, data) {
          const judged = await disputes.review(turn.tx, turn.volunteerId!, data.subject!)
          if (!judged.ok) return refuse(turn, judged.refused, judged.program)
          const words = agents.opened(turn.accountId, data.draft)
          if (words === undefined) return go('words')
          turn.hide(...words.split('\n'))
          turn.say('confirm', { ...(await factsOf(turn, judged)), words })
          turn.offer('yes')
          turn.offer('rewrite')
          turn.offer('never-mind', 'no')
          return wait()
        },
        takes: {
          yes: send,
          no: leaveOrWrite,
          choice: (_turn, data, choice) => (choice === 'rewrite' ? rewrite(data) : pass()),
          text: write,
        },
      },
    },
  })

  /** Who begins by saying what is wrong need not say it again. */
  function note(turn: Turn, data: Data): void {
    data.begun = agents.sealed(turn.accountId, JSON.stringify(aboutIn(turn)))
    if (turn.choice === undefined && turn.said.intent === 'dispute') append(turn, data, turn.said.text)
  }

  function aboutOf(turn: Turn, { begun }: Data): About {
    const opened = agents.opened(turn.accountId, begun)
    return opened === undefined ? aboutIn(turn) : JSON.parse(opened)
  }

  function append(turn: Turn, data: Data, text: string): void {
    const before = agents.opened(turn.accountId, data.draft)
    const words = shorten(before === undefined ? text : `${before}\n${text}`, LONGEST)
    data.draft = agents.sealed(turn.accountId, words)
  }

  function write(turn: Turn, data: Data, text: string): Asked {
    append(turn, data, text)
    return go('confirm')
  }

  /** "두 시간이 아니라 네 시간 했어요" is no refusal: what is wrong is mostly said so. */
  function leaveOrWrite(turn: Turn, data: Data, how: Meanings['no']): Asked {
    return how === 'instead' ? write(turn, data, turn.said.text) : leave(turn)
  }

  async function factsOf(turn: Turn, { application, program }: ApplicationWithProgram) {
    const minutes = await records.ofApplications(turn.tx, [application.id])
    return {
      title: program.title,
      when: spellMoment(program.startsAt),
      organisation: program.organisationName,
      state: outcomeOf(turn, application, minutes.get(application.id)),
    }
  }

  async function send(turn: Turn, { subject, draft }: Data): Promise<Asked> {
    const words = agents.opened(turn.accountId, draft)
    if (words === undefined) return go('words')
    if (!turn.volunteerId) return identify('dispute', { subject, draft })
    const opened = await disputes.open(turn.tx, turn.volunteerId, subject!, words)
    if (!opened.ok) return refuse(turn, opened.refused, opened.program)
    const { program, answerUntil } = opened
    turn.say('sent', { title: program.title, organisation: program.organisationName, until: spellMoment(answerUntil) })
    turn.offer('hours', beginning('hours'))
    turn.offer('mine', beginning('check'))
    return done()
  }
}

function choose(turn: Turn, data: Data, found: readonly ApplicationWithProgram[]): Asked {
  const items = pageOf(found, data.page ?? 0).map(({ application, program }) => ({
    value: application.id,
    title: program.title,
    text: spellMoment(program.startsAt, program.endsAt),
  }))
  turn.list('which', {}, items)
  if (found.length > MOST_ITEMS) turn.offer('next')
  turn.offer('never-mind', 'no')
  return wait()
}

function rewrite(data: Data): Asked {
  delete data.draft
  return go('words')
}

function nothing(turn: Turn): Asked {
  turn.say('none')
  turn.offer('hours', beginning('hours'))
  turn.offer('mine', beginning('check'))
  turn.offer('agent', beginning('agent'))
  return refused('none')
}

function leave(turn: Turn): Asked {
  turn.say('left')
  turn.offer('hours', beginning('hours'))
  turn.offer('mine', beginning('check'))
  return refused('declined')
}

function refuse(turn: Turn, why: string, program: Program | undefined): Asked {
  const contact = program?.contact ?? ''
  const facts = { title: program?.title ?? '', organisation: program?.organisationName ?? '', contact }
  turn.say(`refused-${why}`, facts, { buttons: organisationButton(turn, contact) })
  turn.offer('hours', beginning('hours'))
  turn.offer('mine', beginning('check'))
  turn.offer('agent', beginning('agent'))
  return refused(why)
}
