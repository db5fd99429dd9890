/** apply: nobody is signed up without a plain yes to exactly that activity. */
import { expect } from 'chai'
import type { Program } from '../../src/domain/program.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, link, on, stranger, token, volunteer } from './speaker.js'

describe('apply', () => {
  let talk: TestTalk
  let programs: Record<'friend' | 'dog' | 'coal' | 'wall' | 'litter', Program>
  before(async () => {
    talk = await createTalk()
    programs = await addPrograms(talk)
  })
  after(() => talk.close())

  it('takes four turns from cold: what, which, yes', async () => {
    const { say, states } = await volunteer(talk)
    const list = await say('이번 주말 수원 봉사 신청할래')
    expect(list.trace).to.equal('apply/choose/asked')
    expect(list.text).to.contain('유기견 산책').and.not.contain('골목 벽화')
    const card = await say('유기견 산책')
    expect(card.trace).to.equal('apply/confirm/asked')
    expect(card.text).to.contain('11월 21일(토) 14:00~16:00').and.contain('이 활동에 신청할까요?')
    const applied = await say('네')
    expect(applied.trace).to.equal('apply/confirm/done')
    expect(applied.text).to.contain('기관이 확인하고 승인하면 돼요')
    expect(applied.choices).to.include('되돌리기')
    expect(await states()).to.deep.equal({ '유기견 산책': 'applied' })
  })

  it('says at once that a seat is sure where approval is automatic', async () => {
    const { say } = await volunteer(talk)
    await say('말벗 신청할래')
    expect((await say('응')).text).to.contain('승인까지 끝났어요')
  })

  for (const [how, text, more] of [
    ['its number', '2', {}],
    ['its number with a counter', '2번이요', {}],
    ['an ordinal', '두 번째 거', {}],
    ['an ordinal instead of another', '첫 번째 말고 두 번째', {}],
    ['its title', '유기견 산책', {}],
    ['its title in other words', '유기견 산책하는 거', {}],
    ['its title with a typo', '유기겸 산책 신청할래', {}],
    ['the button’s words', '유기견 산책', {}],
  ] as const) {
    it(`takes an activity of the list by ${how}`, async () => {
      const { say } = await volunteer(talk)
      await say('이번 주 토요일 수원 봉사 신청할래')
      const heard = await say(text, more)
      expect(heard.trace).to.equal('apply/confirm/asked')
      expect(heard.text).to.contain('유기견 산책')
    })
  }

  it('takes a pressed value, whatever has been said since', async () => {
    const { say } = await volunteer(talk)
    const heard = await say('유기견 산책', { value: `begin:apply:${programs.dog.id}` })
    expect(heard.trace).to.equal('apply/confirm/asked')
  })

  it('goes straight to the only activity that is named, and asks which of two', async () => {
    const { say } = await volunteer(talk)
    expect((await say('골목 벽화 신청할래')).trace).to.equal('apply/confirm/asked')
    await talk.program({ title: '골목 벽화 다듬기' })
    const two = await say('골목 벽화 신청할래')
    expect(two.trace).to.equal('apply/which-of/asked')
    expect(two.text).to.contain('골목 벽화 그리기').and.contain('골목 벽화 다듬기')
  })

  describe('with titles that differ in a letter', () => {
    before(async () => {
      for (const title of [
        '새벽 산책길 가동 정비',
        '새벽 산책길 나동 정비',
        '새벽 산책길',
        '달빛 산책 1기',
        '달빛 산책 2기',
        '수원 12월 나눔장터',
        '수원 11월 나눔장터',
        '해돋이 기자단 (오전반)',
        '해돋이 기자단 (오후반)',
      ])
        await talk.program({ title, ...on('2026-12-19', '10:00', '12:00') })
    })
    for (const [text, title] of [
      ['새벽 산책길 나동 정비 신청할게요', '새벽 산책길 나동 정비'],
      ['새벽산책길가동정비 신청해줘', '새벽 산책길 가동 정비'],
      ['저 새벽 산책길 나동 정비 할래요', '새벽 산책길 나동 정비'],
      ['새벽 산책길 신청할래', '새벽 산책길'],
      ['달빛 산책 2기 신청할게요', '달빛 산책 2기'],
      ['달빛산책1기 신청', '달빛 산책 1기'],
      ['수원 12월 나눔장터 신청할래', '수원 12월 나눔장터'],
      ['수원 11월 나눔장터 신청할래요', '수원 11월 나눔장터'],
      ['해돋이 기자단 (오후반) 신청이요', '해돋이 기자단 (오후반)'],
      ['해돋이 기자단 오전반 할래', '해돋이 기자단 (오전반)'],
    ] as const) {
      it(`takes the one named to the letter: ${text}`, async () => {
        const { say } = await volunteer(talk)
        const heard = await say(text)
        expect(heard.trace).to.equal('apply/confirm/asked')
        expect(heard.text).to.contain(`${title}\n`)
      })
      it(`takes it from a list too: ${text}`, async () => {
        const { say } = await volunteer(talk)
        await say('12월 19일 봉사 찾아줘')
        const heard = await say(text)
        expect(heard.trace).to.equal('apply/confirm/asked')
        expect(heard.text).to.contain(`${title}\n`)
      })
    }
  })

  for (const text of [
    '골목 벽화 신청할래',
    '유기견 산책 취소해줘',
    '응 근데 토요일 말고',
    '네?',
    '글쎄',
    '왜',
    '잠깐만',
    '신청 안 할래',
    '신청은 나중에 할게',
    '네, 취소할게요',
    '응 두 번째 거',
    '그거 말고 다른 거',
    '아니 일요일로',
    '취소',
    '그만',
    '고마워',
    '준비물이 뭐야?',
    '',
  ]) {
    it(`does not take "${text}" for a yes`, async () => {
      const { say, states } = await volunteer(talk)
      await say('말벗 신청할래')
      await say(text)
      expect(await states()).to.deep.equal({})
    })
  }

  for (const text of ['네', 'ㅇㅇ', '응 할래', '신청할게요', '네, 신청할게요', '넹', 'ㄱㄱ', '좋아요', '신청해줘']) {
    it(`takes "${text}" for a yes`, async () => {
      const { say, states } = await volunteer(talk)
      await say('말벗 신청할래')
      await say(text)
      expect(await states()).to.have.property('어르신 말벗', 'approved')
    })
  }

  it('does not take the yes of another question’s button', async () => {
    const { say, states } = await volunteer(talk)
    await say('말벗 신청할래')
    await say('네, 취소할게요', { value: 'yes' })
    expect(await states()).to.deep.equal({})
  })

  it('leaves the matter at a no and offers others', async () => {
    const { say, states } = await volunteer(talk)
    await say('말벗 신청할래')
    const left = await say('아니요')
    expect(left.trace).to.equal('apply/confirm/refused:declined')
    expect(left.choices).to.include('다른 활동')
    expect(await states()).to.deep.equal({})
  })

  it('keeps a question that was not answered twice, and offers a person beside it', async () => {
    const { say } = await volunteer(talk)
    await say('말벗 신청할래')
    expect((await say('글쎄')).text).to.contain('“어르신 말벗”에 신청할까요?')
    const lost = await say('글쎄')
    expect(lost.trace).to.equal('lost/answer/refused:lost')
    expect(lost.text).to.contain('“어르신 말벗”에 신청할까요?')
    expect(lost.choices).to.include('상담원')
  })

  it('answers a question in between and asks again', async () => {
    const { say, states } = await volunteer(talk)
    await say('말벗 신청할래')
    const heard = await say('취소는 언제까지 할 수 있어?')
    expect(heard.trace).to.equal('about/tell/done')
    expect(heard.text).to.contain('“어르신 말벗”에 신청할까요?')
    await say('네')
    expect(await states()).to.have.property('어르신 말벗')
  })

  it('promises nobody who comes after the cancel deadline that they can cancel', async () => {
    const { say } = await volunteer(talk)
    await talk.program({ title: '내일 새벽 배달', cancelUntil: seoulMoment('2026-11-18', '09:00') })
    await say('내일 새벽 배달 신청할래')
    const { text } = await say('네')
    expect(text).to.contain('신청했어요').and.contain('취소 기한(11월 18일(수) 09:00)이 지난 활동이에요')
    expect(text).not.to.contain('까지 할 수 있어요')
    expect((await say('되돌리기')).trace).to.match(/^undo\/.*\/done$/)
  })

  describe('says why not, and what else there is', () => {
    const refusals: [string, () => Promise<Program>, RegExp, string?][] = [
      [
        'closed',
        () => talk.program({ title: '마감한 장터', recruitUntil: seoulMoment('2026-11-18', '09:00') }),
        /모집이 끝났어요/,
      ],
      ['under-age', () => talk.program({ title: '어른 멘토', minAge: 19 }), /19세부터/],
      ['over-age', () => talk.program({ title: '꼬마 그림책', maxAge: 12 }), /12세까지/],
    ]
    for (const [why, make, words] of refusals) {
      it(why, async () => {
        const program = await make()
        const { say, states } = await volunteer(talk)
        const heard = await say(program.title, { value: `begin:apply:${program.id}` })
        expect(heard.trace).to.equal(`apply/confirm/refused:${why}`)
        expect(heard.text).to.match(words)
        expect(heard.choices).to.include('다른 활동')
        expect(await states()).to.deep.equal({})
      })
    }

    it('already applied', async () => {
      const { say } = await volunteer(talk)
      await say('말벗 신청할래')
      await say('네')
      const heard = await say('말벗 신청할래')
      expect(heard.trace).to.equal('apply/confirm/refused:already-applied')
      expect(heard.choices).to.include('신청 보기')
    })

    it('cancelled by the organisation', async () => {
      const { id } = await talk.program({ title: '없어진 잔치' })
      await talk.database.dataSource.query("UPDATE programs SET state = 'cancelled' WHERE id = $1", [id])
      const { say } = await volunteer(talk)
      const heard = await say('없어진 잔치', { value: `begin:apply:${id}` })
      expect(heard.trace).to.equal('apply/confirm/refused:program-cancelled')
    })

    it('an external one is applied for on its portal, and only remembered here', async () => {
      const { id } = await talk.portalProgram({
        title: '한강 걷기',
        origins: [{ portal: '1365', externalId: 'x1', url: 'https://www.1365.go.kr/x1' }],
      })
      const { say, states } = await volunteer(talk)
      const heard = await say('한강 걷기', { value: `begin:apply:${id}` })
      expect(heard.trace).to.equal('apply/confirm/refused:external')
      expect(heard.text).to.contain('1365에서 받아요').and.contain('아직 신청되지 않았고')
      expect(await states()).to.deep.equal({})
    })

    it('gone', async () => {
      const { say } = await volunteer(talk)
      const heard = await say('뭐였더라', { value: 'begin:apply:00000000-0000-4000-8000-000000000000' })
      expect(heard.trace).to.equal('apply/confirm/refused:not-found')
    })
  })

  describe('with who comes by a notice or is not linked yet', () => {
    it('knows who comes by a token: yes is all there is to say', async () => {
      const { say, id, states } = await volunteer(talk)
      const heard = await say('신청하기', { token: await token(talk, id, 'apply', programs.dog.id) })
      expect(heard.trace).to.equal('apply/confirm/asked')
      await say('네')
      expect(await states()).to.have.property('유기견 산책', 'applied')
    })

    it('knows the guest for this one thing, undoing included, and then offers to link', async () => {
      const { id, states } = await volunteer(talk)
      const say = stranger(talk)
      await say('', { token: await token(talk, id, 'apply', programs.dog.id) })
      const applied = await say('네')
      expect(applied.trace).to.equal('apply/confirm/done')
      expect(applied.choices).to.include('연결하기')
      await say('되돌리기')
      expect(await states()).to.have.property('유기견 산책', 'cancelled')
      expect((await say('내 신청')).trace).to.equal('login/link/asked')
    })

    it('asks a stranger to link once, and goes on with the same activity', async () => {
      const say = stranger(talk, 'kakao', 'newcomer')
      await say('이번 주 토요일 수원 봉사 신청할래')
      const asked = await say('두 번째 거')
      expect(asked.trace).to.equal('login/link/asked')
      expect((await say('신청할래')).trace).to.equal('login/link/asked')
      await link(talk, 'newcomer')
      const again = await say('됐나')
      expect(again.trace).to.equal('apply/confirm/asked')
      expect(again.text).to.contain('“유기견 산책”에 신청할까요?')
      expect((await say('네')).trace).to.equal('apply/confirm/done')
    })
  })
})
