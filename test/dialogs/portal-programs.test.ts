/** Programs of portals in the chat: what is known of them is said, what is not is told to be found there. */
import { expect } from 'chai'
import type { Spoken } from '../../src/conversation/turn.js'
import { formatKakao } from '../../src/messengers/kakao/format.js'
import type { MessengerName } from '../../src/messengers/messenger.js'
import { formatTalkTalk } from '../../src/messengers/talktalk/format.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { on } from './speaker.js'

const WIRES: Record<MessengerName, (spoken: Spoken) => string> = {
  kakao: ({ answer }) => JSON.stringify(formatKakao(answer)),
  talktalk: ({ answer }) => JSON.stringify(formatTalkTalk(answer)),
}
const BOTH = [
  { portal: '1365' as const, externalId: 'w1', url: 'https://www.1365.go.kr/w1' },
  { portal: 'vms' as const, externalId: 'w1', url: null },
]

for (const messenger of ['kakao', 'talktalk'] as const)
  describe(`programs of portals on ${messenger}`, () => {
    let talk: TestTalk
    let people = 0
    /** Somebody new, and what reaches their messenger. */
    const somebody = () => {
      const user = `reader ${++people}`
      return async (text: string, value?: string) => WIRES[messenger](await talk.say(text, { messenger, user, value }))
    }
    before(async () => {
      talk = await createTalk()
      await talk.portalProgram({ title: '말벗 되어 드리기' })
      await talk.program({ title: '호수 걷기', ...on('2026-11-28', '14:00', '17:00') })
      const months = {
        startsAt: on('2026-09-01', '09:00', '10:00').startsAt,
        endsAt: on('2026-12-31', '17:00', '18:00').endsAt,
      }
      await talk.portalProgram({ title: '도서관 서가 지킴이', ...months, capacity: 30, seatsTaken: 12, origins: BOTH })
    })
    after(() => talk.close())

    it('come last where they have no days, and say that days are told there', async () => {
      const heard = await somebody()('수원 봉사 찾아줘')
      const places = ['호수 걷기', '도서관 서가 지킴이', '말벗 되어 드리기'].map(title => heard.indexOf(title))
      expect(places)
        .to.deep.equal([...places].sort((a, b) => a - b))
        .and.not.include(-1)
      expect(heard).to.include('날짜는 VMS에서 확인 · 경기 수원시').and.include('18자리 남음')
      expect(heard).to.not.match(/undefined|null|NaN/)
    })

    it('are found by a day within the months they go on, and not by one where days are unknown', async () => {
      const heard = await somebody()('12월 20일 수원 봉사 찾아줘')
      expect(heard).to.include('도서관 서가 지킴이').and.not.include('말벗')
    })

    it('show on their card what is known, and where to apply', async () => {
      const say = somebody()
      await say('수원 봉사 찾아줘')
      const card = await say('말벗 되어 드리기')
      expect(card).to.include('VMS에서 확인해 주세요').and.include('VMS에서 받아요').and.include('신청하러 가기')
      expect(card)
        .to.include('https://www.vms.or.kr/')
        .and.not.match(/undefined|null|NaN|자리 남음|세\\n/)
    })

    it('that stand on two portals are one, with the page of each', async () => {
      const say = somebody()
      await say('수원 봉사 찾아줘')
      const card = await say('도서관 서가 지킴이')
      expect(card).to.include('1365·VMS에서 받아요').and.include('1365에서 신청').and.include('VMS에서 신청')
      expect(card).to.include('https://www.1365.go.kr/w1').and.include('seq=w1')
    })

    it('answer a question with what is known, and else with where to ask', async () => {
      const say = somebody()
      await say('수원 봉사 찾아줘')
      await say('말벗 되어 드리기')
      for (const question of ['몇 시에 해?', '자리 남았어?', '준비물 뭐야?', '취소 언제까지 돼?', '몇 살부터 돼?']) {
        const answer = await say(question)
        expect(answer, question).to.include('안내에 그 내용은 없어요. VMS에서').and.include('https://www.vms.or.kr/')
      }
      expect(await say('어디서 모여?')).to.include('은빛노인복지관')
    })

    it('lend a search their place, and no day that nobody knows', async () => {
      for (const title of ['말벗 되어 드리기', '도서관 서가 지킴이']) {
        const say = somebody()
        await say('수원 봉사 찾아줘')
        await say(title)
        expect(await say('같은 시간에 다른 데')).to.not.match(/undefined|null|NaN|9월 1일/)
      }
    })
  })
