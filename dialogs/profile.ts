/** profile: shows in short what is kept of the person, leads to all of it, and forgets everything after one yes. */
import { done, flow, go, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { maskName, maskPhone } from '../src/domain/person.js'
import { spellMinutes } from '../src/domain/spelling.js'
import { answerOf } from './answers.js'
import type { FlowParts } from './flows.js'

export function createProfile({ services, publicUrl }: FlowParts) {
  const askerOf = ({ volunteerId, accountId, messenger }: Turn) => ({ volunteerId, accountId, from: messenger })
  return flow<object>({
    name: 'profile',
    steps: {
      show: {
        answers: ['profile'],
        async ask(turn) {
          if (wantsToBeForgotten(turn)) return go('forget')
          const { person, ...kept } = await services.ownData.summary(turn.tx, askerOf(turn))
          if (!person) {
            turn.say('stranger', kept)
            turn.offer('link', beginning('login'))
          } else {
            const token = await services.entry.issueInChat(turn.tx, person.id, turn.accountId, { flow: 'profile' })
            const page = { label: turn.label('button-all'), url: `${publicUrl()}/enter#${token}` }
            turn.say('person', factsOf(person, kept), { buttons: [page] })
            turn.offer('agent', beginning('agent'))
          }
          turn.offer('forget')
          return wait('done')
        },
        take: turn => (turn.choice === 'forget' || wantsToBeForgotten(turn) ? go('forget') : pass()),
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
        take(turn) {
          const answer = answerOf(turn, turn.label('act'))
          if (answer === 'no') {
            turn.say('kept')
            return refused('declined')
          }
          if (answer !== 'yes') return pass()
          turn.forgetMe()
          turn.say('forgotten')
          return done()
        },
      },
    },
  })
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

/** "다 지워 줘", "탈퇴할래"; not "이메일 지워 줘", which is about one thing among others. */
function wantsToBeForgotten({ said, choice }: Turn): boolean {
  if (choice !== undefined) return false
  return (
    /탈퇴|탈톼|삭제|삭재|지우|지워|지울|없애|잊어|파기/.test(said.text) &&
    !/이메일|메일|주소|학교|특기|번호|사진/.test(said.text)
  )
}
