/** Talking in KakaoTalk as somebody who is linked, over HTTP: every flow, and every way to answer. */
import { expect } from 'chai'
import { seoulMoment } from '../../src/platform/clock.js'
import { START } from '../support/service.js'
import { type Kakao, openKakao } from './kakao-people.js'

describe('a person who is linked on KakaoTalk', () => {
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

  it('checks, and is told state, time and place with a map', async () => {
    const person = await kakao.applied()
    const heard = await person.say('내 신청 어떻게 됐어?')
    expect(heard.trace).to.match(/^check\/.*\/done$/)
    expect(heard.text).to.contain('광교호수공원 안내소').and.contain('승인을 기다려요')
    expect(heard.presses.some(({ url }) => url?.includes('map.kakao.com'))).to.equal(true)
  })

  it('asks for hours', async () => {
    const person = await kakao.linked()
    await scene.query(
      `INSERT INTO records (volunteer_id, portal, title, organisation_name, done_on, minutes, state, created_at)
     VALUES ($1, 'own', '하천 정화', '수련관', '2026-10-03', 150, 'approved', now())`,
      [person.id],
    )
    const heard = await person.say('나 봉사 몇 시간 했어?')
    expect(heard.trace).to.match(/^hours\/.*\/done$/)
    expect(heard.text).to.contain('2시간 30분').and.contain('하천 정화')
  })

  it('cancels with a yes, and undoes it', async () => {
    const person = await kakao.applied()
    expect((await person.say('신청 취소할래')).trace).to.equal('cancel/confirm/asked')
    expect((await kakao.applicationsOf(person.id))[0]?.state).to.equal('applied')
    expect((await person.say('응')).trace).to.equal('cancel/confirm/done')
    expect((await person.press('되돌리기', true)).trace).to.match(/^undo\/.*\/done$/)
    expect((await kakao.applicationsOf(person.id))[0]?.state).to.equal('applied')
  })

  it('after the deadline asks the organisation', async () => {
    const person = await kakao.applied()
    await scene.service.setClock(seoulMoment('2026-11-28', '09:00'))
    const asked = await person.say('못 갈 것 같아 취소해줘')
    expect(asked.trace).to.equal('cancel/confirm/asked')
    expect(asked.text).to.contain('기한')
    await person.say('네')
    expect((await kakao.applicationsOf(person.id))[0]?.state).to.equal('cancel-requested')
  })

  it('cannot undo after ten minutes', async () => {
    const person = await kakao.applied()
    await scene.service.setClock(new Date(START.getTime() + 11 * 60_000))
    expect((await person.say('되돌리기')).trace).to.match(/refused:(too-late|nothing)/)
    expect((await kakao.applicationsOf(person.id))[0]?.state).to.equal('applied')
  })

  it('applies twice only once', async () => {
    const person = await kakao.applied()
    await person.say('다음 주말 수원 봉사 찾아줘')
    expect((await person.press('광교호수공원')).trace).to.equal('apply/confirm/refused:already-applied')
    expect((await person.say('네')).trace).to.not.contain('apply/confirm/done')
    expect(await kakao.applicationsOf(person.id)).to.have.lengthOf(1)
  })

  it('logs out after a yes, and is nobody afterwards', async () => {
    const person = await kakao.applied()
    expect((await person.say('로그아웃')).trace).to.equal('logout/confirm/asked')
    expect((await person.say('네')).trace).to.equal('logout/confirm/done')
    expect((await person.say('내 신청')).trace).to.match(/^login/)
  })

  it('gets a person: asked what it is about, kept, an operator button', async () => {
    const person = await kakao.linked()
    expect((await person.say('상담원 연결해줘')).trace).to.equal('agent/topic/asked')
    expect((await person.say('봉사 신청이 계속 안 돼요')).text).to.contain('이렇게 전할까요?')
    const heard = await person.say('네')
    expect(heard.trace).to.equal('agent/confirm/handed-over')
    expect(heard.text).to.contain('"action":"operator"')
  })

  it('leaves a flow for a question and comes back to it', async () => {
    const person = await kakao.asked()
    const aside = await person.say('준비물은 뭐가 필요해?')
    expect(aside.trace).to.match(/^(faq|about|apply|unsure)/)
    expect(aside.text, 'it asks again').to.contain('신청할까요')
    expect((await person.say('네')).trace).to.equal('apply/confirm/done')
  })

  it('is corrected: 아니 토요일 말고 일요일', async () => {
    const person = await kakao.linked()
    await person.say('다음 주 토요일 수원 봉사 찾아줘')
    expect(person.last().text).to.contain('플로깅').and.not.contain('스마트폰')
    await person.say('아니 토요일 말고 일요일')
    expect(person.last().text).to.contain('스마트폰').and.not.contain('플로깅')
  })

  for (const said of ['2', '2번', '두 번째 거', '둘']) {
    it(`chooses by “${said}”`, async () => {
      const person = await kakao.linked()
      await person.say('다음 주말 수원 봉사 찾아줘')
      const second = person.last().presses[1]!
      expect((await person.say(said)).text).to.contain(second.label)
      expect(person.last().trace).to.match(/^apply\/confirm/)
    })
  }

  for (const said of ['벽화 그리기 할래', '행궁동 벽화', '벽화그리기']) {
    it(`chooses by other words: “${said}”`, async () => {
      const person = await kakao.linked()
      await person.say('다음 주말 수원 봉사 찾아줘')
      expect((await person.say(said)).trace).to.equal('apply/confirm/asked')
      expect(person.last().text).to.contain('행궁동 벽화 그리기')
    })
  }

  for (const said of ['광교호수공원 플로깅 신청할래', '유기견 산책 돕기 신청하고 싶어요', '행궁동 벽화 그리기 할래']) {
    it(`names an activity with nothing shown: “${said}”`, async () => {
      const person = await kakao.linked()
      const heard = await person.say(said)
      expect(heard.trace).to.match(/^(apply|search)\//)
      expect(heard.text).to.contain(said.slice(0, 7))
    })
  }

  it('each thing shown can be pressed, and its words alone do the same', async () => {
    const person = await kakao.linked()
    for (const byWordsAlone of [false, true]) {
      await person.say('다음 주말 수원 봉사 찾아줘')
      expect((await person.press('어르신 스마트폰', byWordsAlone)).trace, String(byWordsAlone)).to.equal(
        'apply/confirm/asked',
      )
      expect((await person.press('아니요', byWordsAlone)).trace, String(byWordsAlone)).to.equal(
        'apply/confirm/refused:declined',
      )
      expect((await person.press('처음으로', byWordsAlone)).trace, String(byWordsAlone)).to.match(/^restart/)
    }
    expect(await kakao.applicationsOf(person.id)).to.be.empty
  })

  it('an old button pressed again after everything changed still works or says what is the case', async () => {
    const person = await kakao.linked()
    await person.say('다음 주말 수원 봉사 찾아줘')
    const button = person.last().presses.find(({ label }) => label.startsWith('광교'))!
    await person.say('로그아웃')
    await person.say('아니')
    await person.say('안녕')
    expect((await person.say(button.say, { extra: button.extra })).trace).to.equal('apply/confirm/asked')
  })

  for (const said of ['처음으로', '그만', '그만할래']) {
    it(`leaves any question by “${said}”`, async () => {
      const person = await kakao.asked()
      expect((await person.say(said)).trace).to.match(/^(restart|bye)/)
      expect((await person.say('네')).trace).to.not.contain('apply/confirm/done')
      expect(await kakao.applicationsOf(person.id)).to.be.empty
    })
  }

  it('is never asked the same thing three times, and is offered a person', async () => {
    const person = await kakao.asked()
    const questions: number[] = []
    let offered = false
    for (const said of ['ㅁㄴㅇㄹ', '꽥꽥꽥', 'asdf qwer', '뿌뿌뿌']) {
      const heard = await person.say(said)
      questions.push(heard.text.split('신청할까요').length - 1)
      offered ||= heard.presses.some(({ label }) => label === '상담원')
    }
    expect(
      questions.reduce((sum, count) => sum + count),
      'asked again',
    ).to.be.at.most(2)
    expect(offered).to.equal(true)
  })

  it('an intent whose flow comes later says so', async () => {
    const person = await kakao.linked()
    for (const said of ['봉사 확인서 발급해줘', '1365 연계 동의하고 싶어', '알림 설정 바꾸고 싶어']) {
      const heard = await person.say(said)
      expect(heard.trace, said).to.not.match(/\/done$/)
    }
  })

  it('an external program leads to its portal and is remembered', async () => {
    const person = await kakao.linked()
    await scene.portalProgram({
      origins: [{ portal: '1365', externalId: 'x1', url: 'https://www.1365.go.kr/x' }],
      title: '헌혈의집 안내',
      sigungu: '고양시',
    })
    await person.say('고양시 봉사 찾아줘')
    await person.press('헌혈의집')
    expect(person.last().trace).to.equal('apply/confirm/refused:external')
    expect(person.last().presses.some(({ url }) => url === 'https://www.1365.go.kr/x')).to.equal(true)
    expect(await scene.query('SELECT 1 FROM intentions WHERE volunteer_id = $1', [person.id])).to.have.lengthOf(1)
  })

  it('a photo is answered as a picture, and its address is kept nowhere', async () => {
    const person = await kakao.linked()
    const photo = 'https://dn-m.talk.kakao.com/talkm/oWqo/TFkO/i_abc123.jpeg'
    for (const said of [photo, `List(${photo}, ${photo})`]) {
      const heard = await person.say(said)
      expect(heard.trace).to.match(/^unreadable/)
      expect(heard.text).to.contain('사진')
    }
    for (const [table, row] of [
      ['turns', 'turns'],
      ['messenger_accounts', 'session'],
    ])
      expect(await scene.query(`SELECT 1 FROM ${table} WHERE ${row}::text LIKE '%i_abc123%'`)).to.be.empty
    expect(scene.service.output()).to.not.contain('i_abc123')
  })
})
