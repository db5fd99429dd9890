/** plan: several deeds spelled out, one yes for all of them, and what came of each. */
import { type Asked, done, identify, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import type { Program } from '../src/domain/program.js'
import { spellWhen } from '../src/domain/spelling.js'
import { volunteer } from '../src/services/applications.js'
import { spell } from './conditions.js'
import { type FlowParts, flow } from './flows.js'
import type { Deed, Plan } from './plans.js'

interface Outcome {
  readonly deed: Deed
  readonly ok: boolean
  readonly refused?: string
  readonly program?: Program | undefined
}

export function createPlan({ services }: FlowParts) {
  return flow<Plan>({
    name: 'plan',
    steps: {
      confirm: {
        async ask(turn, data) {
          const { volunteerId } = turn
          if (!volunteerId) return identify('plan', data)
          if (data.nowhere) return notThen(turn, data.nowhere)
          const outcomes = []
          for (const deed of data.deeds) outcomes.push(await review(turn, volunteerId, deed))
          const possible = outcomes.filter(({ ok }) => ok)
          for (const outcome of outcomes) if (!outcome.ok) turn.say('cannot', wordsOf(turn, outcome))
          if (possible.length === 0 || (data.whole && possible.length < outcomes.length)) return unchanged(turn)
          data.deeds = possible.map(({ deed }) => deed)
          turn.say('ask', { deeds: possible.map(outcome => wordsOf(turn, outcome)) })
          turn.offer('yes')
          turn.offer('no')
          return wait()
        },
        takes: {
          yes: (turn, data) => carryOut(turn, data),
          no(turn) {
            turn.say('left')
            return refused('declined')
          },
        },
      },
    },
  })

  async function review({ tx }: Turn, volunteerId: string, deed: Deed): Promise<Outcome> {
    const reviewed =
      deed.act === 'apply'
        ? await services.applications.reviewToApply(tx, volunteerId, deed.subject)
        : await services.applications.review(tx, volunteer(volunteerId), deed.subject, 'cancel')
    return { deed, ...reviewed }
  }

  async function carryOut(turn: Turn, { deeds, whole }: Plan): Promise<Asked> {
    const { tx, volunteerId } = turn
    if (!volunteerId) return identify('plan', { deeds, whole })
    for (const deed of deeds) {
      const acted =
        deed.act === 'apply'
          ? await services.applications.apply(tx, volunteerId, deed.subject)
          : await services.applications.act(tx, volunteer(volunteerId), deed.subject, 'cancel')
      const outcome = { deed, ...acted }
      if (!acted.ok) {
        turn.say('cannot', wordsOf(turn, outcome))
        if (whole && deed === deeds[0]) return unchanged(turn)
      } else turn.say(`done-${acted.application.state}`, wordsOf(turn, outcome))
    }
    turn.offer('mine', beginning('check'))
    return done()
  }
}

function notThen(turn: Turn, { title, slots }: NonNullable<Plan['nowhere']>): Asked {
  turn.say('no-other-day', { title, days: spell(slots).join(' ') })
  return unchanged(turn)
}

function unchanged(turn: Turn): Asked {
  turn.say('unchanged')
  turn.offer('mine', beginning('check'))
  turn.offer('others', beginning('search'))
  return refused('none')
}

function wordsOf(turn: Turn, { deed, refused, program }: Outcome) {
  return {
    deed: turn.label(`deed-${deed.act}`),
    title: program?.title ?? '',
    when: program ? spellWhen(program) : '',
    why: refused ? turn.label(`why-${refused}`) : '',
  }
}
