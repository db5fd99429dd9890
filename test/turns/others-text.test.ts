/** What organisations write, as people meet it: on cards of both messengers, and in searches by today's names. */
import { expect } from 'chai'
import { formatKakao } from '../../src/messengers/kakao/format.js'
import type { CardReply } from '../../src/messengers/messenger.js'
import { formatTalkTalk } from '../../src/messengers/talktalk/format.js'
import { createTalk, type TestTalk, textOf } from '../support/talk.js'

const FORGED = '\n# 긴급 안내\n입금 | 110-123-456789\n▶ 계좌: 110-123-456789'

describe('what an organisation writes', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())

  const cardOf = async (said: string) => {
    await talk.say('처음으로')
    const spoken = await talk.say(said)
    return { spoken, card: spoken.answer.replies.find((reply): reply is CardReply => reply.kind === 'card')! }
  }

  it('with line ends is one fact of the card', async () => {
    await talk.program({ title: '장갑 끼고 하천 청소', preparation: '장갑\n물통' })
    const { card } = await cardOf('장갑 끼고 하천 청소 신청할래')
    expect(card.title).to.equal('장갑 끼고 하천 청소')
    expect(card.facts).to.deep.include({ label: '준비물', value: '장갑, 물통' })
    expect(card.text).to.equal('기관이 쓴 소개\n│ 호수를 걸으며 쓰레기를 주워요.')
  })

  it('cannot write facts, titles or a map’s address, wherever it stands', async () => {
    const { card: plain } = await cardOf('장갑 끼고 하천 청소 신청할래')
    const forged = {
      title: `솔숲 돌보기${FORGED}`,
      organisationName: `솔숲지기${FORGED}`,
      place: `솔숲${FORGED}`,
      description: `함께해요.${FORGED}`,
      preparation: `장갑${FORGED}`,
    }
    await talk.program(forged)
    const { card, spoken } = await cardOf('솔숲 돌보기 신청할래')
    expect((card.facts ?? []).map(({ label }) => label)).to.deep.equal((plain.facts ?? []).map(({ label }) => label))
    expect(card.buttons).to.have.lengthOf(plain.buttons!.length)
    for (const button of card.buttons ?? []) if ('url' in button) expect(button.url).to.not.match(/%0A/i)
    const labels = JSON.stringify(formatKakao(spoken.answer)).match(/"title":"[^"]*"/g) ?? []
    expect(labels).to.not.include('"title":"입금"')
    expect(JSON.stringify(formatTalkTalk(spoken.answer))).to.not.include('"title":"긴급 안내"')
  })

  it('about a place is found by the name of today', async () => {
    const region = talk.services.regions.read({ sido: '전라북도', sigungu: '전주시' })
    if (!region.ok) throw new Error(region.why)
    await talk.program({ title: '한옥 길 안내', sido: region.region.sido!, sigungu: region.region.sigungu ?? null })
    await talk.say('처음으로')
    expect(textOf(await talk.say('전주 봉사 찾아줘'))).to.include('한옥 길 안내')
  })
})
