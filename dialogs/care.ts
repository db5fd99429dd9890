/** care: somebody is in distress or in danger: a calm word, the numbers to call and a person; nothing else is offered beside it. */
import { ended, pass, refused, wait } from '../src/conversation/flow.js'
import type { Turn } from '../src/conversation/turn.js'
import type { Button } from '../src/messengers/messenger.js'
import type { CareKind } from '../src/understanding/care.js'
import { type FlowParts, flow } from './flows.js'
import { organisationButton, programOfToday } from './today.js'

type Data = { kind?: CareKind; contact?: string; times?: number }

/** Who is called first; a card of every messenger has room for three. */
const CALLS = {
  danger: ['112', '119', '1388'],
  injury: ['119'],
  'self-harm': ['109', '1388', '119'],
  abuse: ['112', '1388'],
  bullying: ['1388', '112'],
  lost: ['112', '119'],
  distress: ['109', '1388', '112'],
} as const satisfies Record<CareKind, readonly string[]>
/** Who is accused may be the one who takes the organisation's calls. */
const WITHOUT_ORGANISATION: ReadonlySet<CareKind> = new Set(['abuse', 'self-harm', 'distress'])
/** Who says it so often and presses nothing is brought to a person. */
const MOST_TIMES = 2

export function createCare({ services }: FlowParts) {
  return flow<Data>({
    name: 'care',
    steps: {
      help: {
        async ask(turn, data) {
          data.kind = turn.said.care ?? 'distress'
          data.times = 1
          const program = WITHOUT_ORGANISATION.has(data.kind) ? undefined : await programOfToday(turn, services)
          data.contact = program?.contact
          await services.agents.request(turn.tx, turn.accountId, turn.said.text, { urgent: true })
          const { title = '', contact = '' } = program ?? {}
          turn.say(`kind-${data.kind}`, { title, contact }, { buttons: buttonsOf(turn, data) })
          turn.offer('person')
          return wait()
        },
        again(turn, data) {
          turn.say('again', {}, { buttons: buttonsOf(turn, data) })
          turn.offer('person')
          return wait()
        },
        takes: {
          care(turn, data, kind) {
            if (kind !== data.kind) return pass()
            data.times = (data.times ?? 1) + 1
            if (data.times > MOST_TIMES) return toPerson(turn)
            turn.say('still', {}, { buttons: buttonsOf(turn, data) })
            turn.offer('person')
            return wait()
          },
          yes: toPerson,
          choice: (turn, _data, choice) => (choice === 'person' ? toPerson(turn) : pass()),
          no(turn) {
            turn.say('left')
            return refused('declined')
          },
          unknown(turn, data) {
            turn.say('listening', {}, { buttons: buttonsOf(turn, data) })
            turn.offer('person')
            return wait()
          },
        },
      },
    },
  })

  function toPerson(turn: Turn) {
    const words = services.agents.present() ? 'handed-over' : 'kept'
    const buttons = turn.messenger === 'kakao' ? [{ label: turn.label('button-agent'), operator: true as const }] : []
    turn.say(words, {}, { buttons })
    turn.handOver()
    return ended('handed-over')
  }
}

function buttonsOf(turn: Turn, { kind = 'distress', contact = '' }: Data): Button[] {
  const calls = CALLS[kind].map(phone => ({ label: turn.label(`button-call-${phone}`), phone }))
  return [...calls, ...organisationButton(turn, contact)]
}
