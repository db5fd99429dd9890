/** Coming in on KakaoTalk, over HTTP as Kakao does: from cold by the link page, or by an entry token. */
import { expect } from 'chai'
import { kakaoPerson, START } from '../support/service.js'
import { until } from '../support/vendors.js'
import { type Kakao, openKakao } from './kakao-people.js'

describe('a person who comes in on KakaoTalk', () => {
  let kakao: Kakao
  let scene: Kakao['scene']

  before(async function () {
    this.timeout(60_000)
    kakao = await openKakao()
    scene = kakao.scene
  })
  after(async () => {
    expect(scene.solapi.faults).to.deep.equal([])
    await scene.stop()
  })
  afterEach(() => scene.service.setClock(START))

  /** Fills in the two forms of the link page as its script does. */
  async function linkBy(url: string, form: { name: string; birth: string; phone: string }) {
    const token = new URL(url).hash.slice(1)
    expect(await (await fetch(url)).text()).to.contain('개인정보 수집·이용에 동의합니다 (필수)')
    const sent = await scene.service.post('/link/code', { token, ...form, consent: true })
    expect(sent.status, JSON.stringify(sent.body)).to.equal(200)
    const code = await scene.solapi.codeFor(form.phone)
    const wrong = await scene.service.post('/link/confirm', { token, code: code === '000000' ? '111111' : '000000' })
    expect(wrong.status).to.equal(422)
    const confirmed = await scene.service.post('/link/confirm', { token, code })
    expect(confirmed.status, JSON.stringify(confirmed.body)).to.equal(200)
    const again = await scene.service.post('/link/confirm', { token, code })
    expect(again.status, 'a spent link').to.equal(401)
  }

  describe('from cold', () => {
    it('applies within five turns: search, choose, link, yes', async () => {
      const person = kakaoPerson(scene.service)
      await person.say('다음 주말 수원 봉사 신청할래')
      expect(person.last().text).to.contain('광교호수공원 플로깅')
      await person.press('광교호수공원')
      const link = person.last().presses.find(({ url }) => url?.includes('/link#'))
      expect(link?.url, person.last().text).to.be.a('string')
      await linkBy(link!.url!, { name: '김손모', birth: '2010-03-01', phone: '01033330001' })
      const resumed = await person.say('ㅋㅋ')
      expect(resumed.trace).to.equal('apply/confirm/asked')
      const done = await person.say('응 할게')
      expect(done.trace).to.equal('apply/confirm/done')
      const notice = await until('a notice', () =>
        scene.solapi.accepted.find(message => message.to === '01033330001' && message.text.includes('플로깅')),
      )
      expect(notice.type).to.equal('ATA')
    })

    it('is told at once that under 14 needs a guardian, and is not linked', async () => {
      const person = kakaoPerson(scene.service)
      await person.say('로그인')
      const url = person.last().presses.find(press => press.url)!.url!
      const refused = await scene.service.post('/link/code', {
        token: new URL(url).hash.slice(1),
        name: '홍길동',
        birth: '2014-01-01',
        phone: '01033330002',
        consent: true,
      })
      expect(refused.status).to.equal(403)
      expect(JSON.stringify(refused.body)).to.contain('14')
    })

    it('a call that opens an unfinished linking again asks for it, without losing what it was for', async () => {
      const person = kakaoPerson(scene.service)
      await person.say('내 신청 확인')
      const again = await person.say('연결했어요')
      expect(again.trace).to.equal('login/link/asked')
    })
  })

  describe('by an entry token', () => {
    const ways: [string, (token: string) => [string, object]][] = [
      ['as a value of clientExtra', token => ['신청하기', { extra: { anything: { deep: token } } }]],
      [
        'as a value of userRequest.params',
        token => ['신청하기', { params: { surface: 'Kakaotalk.plusfriend', chat_extra: token } }],
      ],
      ['typed as the whole utterance', token => [` ${token}\n`, {}]],
    ]
    for (const [way, call] of ways) {
      it(`applies in at most three turns, ${way}`, async () => {
        const person = await kakao.linked()
        const { id } = await scene.program({ title: `토큰 봉사 ${way.length}`, sigungu: '안양시' })
        const [text, more] = call(await scene.token(person.id, { flow: 'apply', subject: id }))
        expect((await person.say(text, more)).trace).to.equal('apply/confirm/asked')
        expect((await person.press('네')).trace).to.equal('apply/confirm/done')
        expect(await kakao.applicationsOf(person.id)).to.have.lengthOf(1)
      })
    }

    it('cancels in at most two turns', async () => {
      const person = await kakao.applied()
      const token = await scene.token(person.id, { flow: 'cancel', subject: person.application.id })
      expect((await person.say('취소', { extra: { token } })).trace).to.equal('cancel/confirm/asked')
      expect((await person.say('네')).trace).to.equal('cancel/confirm/done')
      expect((await kakao.applicationsOf(person.id))[0]?.state).to.equal('cancelled')
    })

    for (const flow of ['check', 'hours', 'home', 'profile', 'notices', 'certificate', 'consent']) {
      it(`comes to ${flow} with no question`, async () => {
        const person = await kakao.linked()
        const heard = await person.say('보기', { extra: { token: await scene.token(person.id, { flow }) } })
        expect(heard.trace).to.not.match(/login|expired|unsure|rejected|error/)
      })
    }

    it('a spent token says so and does nothing', async () => {
      const person = await kakao.linked()
      const token = await scene.token(person.id, { flow: 'check' })
      await person.say('확인', { extra: { token } })
      expect((await person.say('확인', { extra: { token } })).trace).to.match(/^expired/)
    })

    it('an expired token says so and does nothing', async () => {
      const person = await kakao.linked()
      const token = await scene.token(person.id, { flow: 'check' })
      await scene.service.setClock(new Date(START.getTime() + 8 * 86_400_000))
      expect((await person.say('확인', { extra: { token } })).trace).to.match(/^expired/)
    })

    for (const [way, call] of ways) {
      it(`a token of somebody else is refused and not spent, and nothing of theirs is told, ${way}`, async () => {
        const owner = await kakao.applied()
        const other = await kakao.linked()
        const [text, more] = call(await scene.token(owner.id, { flow: 'cancel', subject: owner.application.id }))
        const heard = await other.say(text, more)
        expect(heard.trace).to.match(/^other-person/)
        expect(heard.text).to.not.contain('플로깅')
        await other.say('네')
        expect((await kakao.applicationsOf(owner.id))[0]?.state).to.equal('applied')
        expect((await owner.say(text, more)).trace).to.equal('cancel/confirm/asked')
      })
    }

    it('in an account linked to nobody it does the one thing and offers linking', async () => {
      const { id } = await scene.volunteer()
      const stranger = kakaoPerson(scene.service)
      const program = await scene.program({ title: '손님 봉사', sigungu: '안양시' })
      await stranger.say('신청', { extra: { token: await scene.token(id, { flow: 'apply', subject: program.id }) } })
      const done = await stranger.say('네')
      expect(done.trace).to.equal('apply/confirm/done')
      expect(done.presses.map(({ label }) => label)).to.include('연결하기')
      expect((await stranger.say('내 봉사 시간 얼마야')).trace, 'nothing else').to.match(/^login/)
      expect((await stranger.say('내 신청 보여줘')).trace, 'nothing else').to.match(/^login/)
      expect(await kakao.applicationsOf(id)).to.have.lengthOf(1)
    })
  })
})
