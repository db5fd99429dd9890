/** profile: shows in short what is kept of the person, leads to all of it, and forgets everything after one yes. */
import { done, go, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { maskName, maskPhone } from '../src/domain/person.js'
import { spellMinutes } from '../src/domain/spelling.js'
import { spell } from './conditions.js'
import { type FlowParts, flow } from './flows.js'
import { mostWanted } from './usual.js'

export function createProfile({ services, publicUrl }: FlowParts) {
  const askerOf = ({ volunteerId, accountId, messenger }: Turn) => ({ volunteerId, accountId, from: messenger })
  return flow<object>({
    name: 'profile',
    steps: {
      show: {
        answers: ['profile'],
        async ask(turn) {
          if (turn.choice === undefined && turn.said.asksToForget) return go('forget')
          const { person, ...kept } = await services.ownData.summary(turn.tx, askerOf(turn))
          if (!person) {
            turn.say('stranger', { ...kept, place: placeOf(turn) })
            turn.offer('link', beginning('login'))
          } else {
            const token = await services.entry.issueInChat(turn.tx, person.id, turn.accountId, { flow: 'profile' })
            const page = { label: turn.label('button-all'), url: `${publicUrl()}/enter#${token}` }
            turn.say('person', { ...factsOf(person, kept), place: placeOf(turn) }, { buttons: [page] })
            turn.offer('agent', beginning('agent'))
          }
          turn.offer('forget')
          return wait('done')
        },
        takes: {
          choice: (_turn, _data, choice) => (choice === 'forget' ? go('forget') : pass()),
          forget: () => go('forget'),
        },
      },
      forget: {
        answers: ['profile', 'logout'],
        async ask(turn) {
          const { person, approvedMinutes, ...kept } = await services.ownData.summary(turn.tx, askerOf(turn))
          const hours = approvedMinutes > 0 ? spellMinutes(approvedMinutes) : ''
          turn.say(person ? 'ask' : 'ask-stranger', { ...kept, hours })
          turn.offer('yes')
          turn.offer('no')
          return wait()
        },
        takes: {
          yes(turn) {
            turn.forgetMe()
            turn.say('forgotten')
            return done()
          },
          no(turn) {
            turn.say('kept')
            return refused('declined')
          },
        },
      },
    },
  })
}

/** What is remembered of where they look, in words. */
function placeOf({ memory }: Turn): string {
  const place = mostWanted(memory)
  return place ? spell({ region: place }).join() : ''
}

function factsOf(
  { name, birth, phone }: { name: string; birth: string; phone: string },
  kept: { messengers: readonly string[]; turns: number; applications: number; approvedMinutes: number },
) {
  return {
    name: maskName(name),
    year: birth.slice(0, 4),
    phone: maskPhone(phone),
    kakao: kept.messengers.includes('kakao'),
    talktalk: kept.messengers.includes('talktalk'),
    turns: kept.turns,
    applications: kept.applications,
    hours: spellMinutes(kept.approvedMinutes),
  }
}
