/** Conversations in Naver TalkTalk with the running service: the webhook's body and the send API together. */
import { expect } from 'chai'
import pg from 'pg'
import type { TalkTalkMessage } from '../../src/messengers/talktalk/message.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { type Heard, START, talkTalkPerson, talkTalkPresses, WEBHOOK_KEY } from '../support/service.js'
import { until } from '../support/vendors.js'
import { openScene, type Scene } from './scene.js'

describe('a person in TalkTalk', () => {
  let scene: Scene

  before(async function () {
    this.timeout(60_000)
    scene = await openScene()
    await scene.program()
    await scene.program({
      title: '어르신 스마트폰 교실',
      category: '교육',
      startsAt: seoulMoment('2026-11-29', '10:00'),
      endsAt: seoulMoment('2026-11-29', '12:00'),
    })
  })
  after(async () => {
    expect(scene.talktalk.faults).to.deep.equal([])
    await scene.stop()
  })
  afterEach(() => scene.service.setClock(START))

  const sentTo = (user: string) => scene.talktalk.accepted.filter(post => post.user === user)
  const messagesTo = (user: string): TalkTalkMessage[] =>
    sentTo(user).flatMap(post => (post.event === 'send' ? [post] : []))
  const person = async () => {
    const one = talkTalkPerson(scene.service)
    return { ...one, ...(await scene.volunteer({ talktalk: one.user })) }
  }
  /** Says something and waits for what comes by the send API when the body is empty. */
  const hear = async (user: string, saying: () => Promise<Heard>, most = 3) => {
    const before = messagesTo(user).length
    const heard = await saying()
    if (heard.body !== '') return { ...heard, messages: [] as TalkTalkMessage[] }
    await until('what is said by the send API', async () => {
      const [row] = await scene.query(
        `SELECT 1 FROM replies o JOIN messenger_accounts a ON a.id = o.account_id WHERE a.user_key = $1 AND o.state = 'due'`,
        [user],
      )
      return row ? undefined : true
    })
    const messages = messagesTo(user).slice(before)
    expect(messages.length).to.be.within(1, most)
    const presses = messages.flatMap(talkTalkPresses)
    return { ...heard, messages, presses, text: JSON.stringify(messages) }
  }
  const stateOf = async (volunteerId: string) =>
    (await scene.query<{ state: string }>('SELECT state FROM applications WHERE volunteer_id = $1', [volunteerId]))[0]
      ?.state

  it('is greeted on opening the chat', async () => {
    const one = talkTalkPerson(scene.service)
    const heard = await hear(one.user, () => one.event({ event: 'open', options: { inflow: 'none' } }))
    expect(heard.trace).to.match(/^greet/)
    expect(heard.presses).to.not.be.empty
  })

  it('opens with a token: at the question, and a yes applies', async () => {
    const one = await person()
    const { id } = await scene.program({ title: '톡톡 봉사' })
    const token = await scene.token(one.id, { flow: 'apply', subject: id })
    const opened = await hear(one.user, () =>
      one.event({ event: 'open', options: { inflow: 'button', from: token, under14: false } }),
    )
    expect(opened.trace).to.equal('apply/confirm/asked')
    expect((await hear(one.user, () => one.say('네'))).trace).to.equal('apply/confirm/done')
    expect(await stateOf(one.id)).to.equal('applied')
  })

  const ways: [string, (token: string) => Record<string, unknown>][] = [
    ['on opening', token => ({ event: 'open', options: { inflow: 'button', from: token, under14: false } })],
    ['typed', token => ({ event: 'send', textContent: { text: token, inputType: 'typing' } })],
  ]
  for (const [way, event] of ways) {
    it(`refuses a token of somebody else without spending it, ${way}`, async () => {
      const owner = await person()
      const other = await person()
      const { id } = await scene.program({ title: `톡톡 남의 봉사 ${way}` })
      const token = await scene.token(owner.id, { flow: 'apply', subject: id })
      const refused = await hear(other.user, () => other.event(event(token)))
      expect(refused.trace).to.match(/^other-person/)
      expect(refused.text).to.not.contain('톡톡 남의 봉사')
      expect((await hear(owner.user, () => owner.event(event(token)))).trace).to.equal('apply/confirm/asked')
    })
  }

  it('who is under 14 by TalkTalk is not linked, in kind words, until that is over', async () => {
    const one = talkTalkPerson(scene.service)
    const open = (under14?: boolean) =>
      hear(one.user, () =>
        one.event({ event: 'open', options: { inflow: 'list', ...(under14 === undefined ? {} : { under14 }) } }),
      )
    await open(false)
    const linkIn = ({ presses }: Pick<Heard, 'presses'>) => presses.find(({ url }) => url?.includes('/link#'))?.url
    const before = linkIn(await hear(one.user, () => one.say('로그인')))!
    await open(true)
    await open()
    const refused = await hear(one.user, () => one.say('로그인'))
    expect(refused.trace).to.equal('login/link/refused:under-14')
    expect(refused.text).to.contain('보호자')
    expect(linkIn(refused)).to.equal(undefined)
    const form = {
      token: new URL(before).hash.slice(1),
      name: '김손모',
      birth: '20100301',
      phone: '01044440014',
      consent: true,
    }
    expect((await scene.service.post('/link/code', form)).status).to.not.equal(200)
    await open(false)
    expect(linkIn(await hear(one.user, () => one.say('로그인')))).to.be.a('string')
  })

  it('gives one message in the body and sends nothing', async () => {
    const one = await person()
    const heard = await one.say('고마워')
    expect(heard.body).to.have.nested.property('textContent.text')
    expect(sentTo(one.user)).to.be.empty
  })

  it('gives several in order by the send API, and an empty body', async () => {
    const one = await person()
    await scene.program({ title: '긴 이야기 봉사', sido: '강원특별자치도', sigungu: '춘천시' })
    const heard = await hear(one.user, () => one.say('춘천 봉사 찾아줘'))
    expect(heard.body).to.equal('')
    expect(heard.messages).to.have.length.above(1)
    expect(heard.messages[0]).to.have.property('textContent')
    expect(heard.messages.at(-1)).to.have.nested.property('compositeContent.quickReply')
    const pressed = heard.presses.find(({ label }) => label.startsWith('긴 이야기'))!
    const chosen = await hear(one.user, () =>
      one.event({ event: 'send', textContent: { text: pressed.say, inputType: 'button', ...pressed.extra } }),
    )
    expect(chosen.trace).to.equal('apply/confirm/asked')
  })

  it('a button’s title alone is enough', async () => {
    const one = await person()
    await hear(one.user, () => one.say('다음 주말 수원 봉사 찾아줘'))
    expect((await hear(one.user, () => one.say('어르신 스마트폰 교실'))).trace).to.equal('apply/confirm/asked')
    expect((await hear(one.user, () => one.say('아니요'))).trace).to.equal('apply/confirm/refused:declined')
  })

  it('a date picked in a calendar is a date', async () => {
    const one = await person()
    await hear(one.user, () => one.say('수원 봉사 찾아줘'))
    const heard = await hear(one.user, () => one.say('20261129', { inputType: 'calendar' }))
    expect(heard.text).to.contain('스마트폰').and.not.contain('플로깅')
    expect((await hear(one.user, () => one.say('10:00', { inputType: 'time' }))).trace).to.not.contain('error')
    expect((await hear(one.user, () => one.say('09:00', { inputType: 'timeInterval' }))).trace).to.not.contain('error')
  })

  const wordless: [string, object][] = [
    ['a sticker', { textContent: { text: '(스티커)', inputType: 'sticker' } }],
    ['a picture', { imageContent: { imageUrl: 'https://example.org/a.png' } }],
    ['a phone number that was offered', { textContent: { text: '05012345678,2026-11-30', inputType: 'vphone' } }],
  ]
  for (const [what, content] of wordless) {
    it(`${what} gets an answer, and the question asked stays`, async () => {
      const one = await person()
      await hear(one.user, () => one.say('다음 주말 수원 봉사 찾아줘'))
      await hear(one.user, () => one.say('어르신 스마트폰 교실'))
      const heard = await hear(one.user, () => one.event({ event: 'send', ...content }))
      expect(heard.trace).to.not.contain('error')
      expect(heard.presses.map(({ label }) => label).join()).to.contain('네')
      const kept = await scene.query('SELECT 1 FROM turns WHERE utterance LIKE $1', ['%050%'])
      expect(kept).to.be.empty
    })
  }

  it('hears that a phone number was not taken, and where to give one', async () => {
    const one = talkTalkPerson(scene.service)
    const offered = { text: '05012345678,2026-12-01', inputType: 'vphone' }
    const heard = await hear(one.user, () => one.event({ event: 'send', textContent: offered }))
    expect(heard.trace).to.equal('unasked-phone/answer/refused:not-taken')
    expect(heard.text).to.contain('받지 않았고').and.not.contain('사진')
    expect(heard.presses.map(({ label }) => label)).to.include('연결하기')
  })

  const silent: [string, object][] = [
    [
      'echo',
      { event: 'echo', echoedEvent: 'send', partner: 'w1', textContent: { text: '안녕' }, options: { sourceId: 1 } },
    ],
    ['standby', { event: 'send', standby: true, textContent: { text: '신청할래', inputType: 'typing' } }],
    ['open during standby', { event: 'open', standby: true, options: { inflow: 'list' } }],
    ['handover', { event: 'handover', partner: 'w1', options: { control: 'passThread', metadata: "{'a':1}" } }],
    ['leave', { event: 'leave' }],
    ['friend', { event: 'friend', options: { set: 'on' } }],
    ['profile CANCEL', { event: 'profile', options: { result: 'CANCEL' } }],
    ['pay_complete', { event: 'pay_complete', options: { paymentResult: {} } }],
    ['an event of next year', { event: 'telepathy', options: { deep: [{}] } }],
  ]
  for (const [what, event] of silent) {
    it(`nothing is said to ${what}`, async () => {
      const one = await person()
      const heard = await one.event(event as Record<string, unknown>)
      expect(heard.body).to.equal('')
      expect(
        await scene.query(
          'SELECT 1 FROM replies o JOIN messenger_accounts a ON a.id = o.account_id WHERE a.user_key = $1',
          [one.user],
        ),
      ).to.be.empty
    })
  }

  it('after linking, the talk goes on by itself', async () => {
    const one = talkTalkPerson(scene.service)
    await hear(one.user, () => one.say('다음 주말 수원 봉사 찾아줘'))
    const asked = await hear(one.user, () => one.say('어르신 스마트폰 교실'))
    const url = asked.presses.find(press => press.url?.includes('/link#'))!.url!
    const token = new URL(url).hash.slice(1)
    const phone = '01044440001'
    await scene.service.post('/link/code', { token, name: '김손모', birth: '20100301', phone, consent: true })
    const before = messagesTo(one.user).length
    const confirmed = await scene.service.post('/link/confirm', { token, code: await scene.solapi.codeFor(phone) })
    expect(confirmed.status).to.equal(200)
    const continued = await until('the continuation', () => {
      const later = JSON.stringify(messagesTo(one.user).slice(before))
      return later.includes('신청할까요') ? later : undefined
    })
    expect(continued).to.contain('연결')
    expect((await hear(one.user, () => one.say('네'))).trace).to.equal('apply/confirm/done')
  })

  it('gives the thread to a person only after the last message', async () => {
    const one = await person()
    await hear(one.user, () => one.say('상담원 연결해줘'))
    await hear(one.user, () => one.say('신청이 안 돼요'))
    const heard = await one.say('네')
    expect(heard.trace).to.equal('agent/confirm/handed-over')
    await until('a handover', () => sentTo(one.user).find(post => post.event === 'handover'))
    const posts = sentTo(one.user)
    expect(posts.at(-1)).to.deep.include({ event: 'handover', options: { control: 'passThread', targetId: 1 } })
    expect(posts.at(-2)?.event).to.equal('send')
  })

  it('withdrawing deletes everything about the person', async () => {
    const one = await person()
    const program = await scene.program({ title: '탈퇴 봉사', sido: '제주특별자치도', sigungu: '제주시' })
    await hear(one.user, () => one.say('제주 봉사 찾아줘'))
    await hear(one.user, () => one.say('탈퇴 봉사'))
    await hear(one.user, () => one.say('네'))
    expect(await stateOf(one.id)).to.equal('applied')
    await hear(one.user, () => one.say('상담원'))
    await hear(one.user, () => one.say('문의가 있어요'))
    await hear(one.user, () => one.say('네'))
    await one.event({ event: 'profile', options: { result: 'WITHDRAW', withdrawals: ['cellphone'] } })
    expect(await scene.query('SELECT 1 FROM volunteers WHERE id = $1', [one.id])).to.be.empty
    const [seats] = await scene.query<{ seats: number }>('SELECT seats_taken AS seats FROM programs WHERE id = $1', [
      program.id,
    ])
    expect(seats?.seats).to.equal(0)
    const columns = await scene.query<{ place: string; name: string }>(
      `SELECT table_name AS place, column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'uuid' AND column_name IN ('volunteer_id', 'account_id')`,
    )
    for (const { place, name } of columns) {
      const other = name === 'volunteer_id' ? 'volunteers' : 'messenger_accounts'
      const left = await scene.query(
        `SELECT 1 FROM ${place} WHERE ${name} IS NOT NULL AND ${name} NOT IN (SELECT id FROM ${other})`,
      )
      expect(left, place).to.be.empty
    }
    expect(await scene.query('SELECT 1 FROM messenger_accounts WHERE user_key = $1', [one.user])).to.be.empty
  })

  it('says that it is typing when an answer takes long', async () => {
    const one = await person()
    await one.say('안녕')
    const client = new pg.Client({ connectionString: scene.database.url })
    await client.connect()
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM messenger_accounts WHERE user_key = $1 FOR UPDATE', [one.user])
    const heard = one.say('고마워')
    await until('typingOn', () => sentTo(one.user).find(post => post.event === 'action'), 3000)
    await client.query('ROLLBACK')
    await client.end()
    expect((await heard).trace).to.match(/^thanks/)
  })

  it('answers in time with an apology when the database does not', async () => {
    const one = await person()
    await one.say('안녕')
    const client = new pg.Client({ connectionString: scene.database.url })
    await client.connect()
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM messenger_accounts WHERE user_key = $1 FOR UPDATE', [one.user])
    const heard = await one.say('고마워')
    expect(heard.trace).to.match(/error$/)
    expect(heard.body).to.have.property('event', 'send')
    await client.query('ROLLBACK')
    await client.end()
    expect((await one.say('고마워')).trace).to.match(/^thanks/)
  })

  it('what was refused is sent again: in order, nothing twice, and what is said meanwhile waits for it', async function () {
    this.timeout(20_000)
    const one = await person()
    const before = scene.talktalk.calls()
    scene.talktalk.fail({ status: 500, body: 'oops' })
    await one.say('다음 주말 수원 봉사 찾아줘')
    await until('a refused call', () => scene.talktalk.calls() > before || undefined)
    await hear(one.user, () => one.say('다음 주말 수원 교육 봉사 찾아줘'), 9)
    const said = messagesTo(one.user)
    expect(said.map(message => Object.keys(message).find(key => key.endsWith('Content')))).to.deep.equal([
      'textContent',
      'compositeContent',
      'textContent',
      'compositeContent',
    ])
    expect(JSON.stringify(said.slice(0, 2))).to.contain('플로깅')
    expect(JSON.stringify(said.slice(2))).to.not.contain('플로깅')
  })

  it('success:false is a refusal too', async function () {
    this.timeout(20_000)
    const one = await person()
    scene.talktalk.fail({ status: 200, body: { success: false, resultCode: '99', resultMessage: 'busy' } })
    const heard = await hear(one.user, () => one.say('다음 주말 수원 봉사 찾아줘'))
    expect(heard.messages).to.have.lengthOf(2)
    expect(heard.messages[0]).to.have.property('textContent')
  })

  it('what TalkTalk refuses for good is said shorter, logged and counted', async () => {
    const one = await person()
    const refusal = { status: 200, body: { success: false, resultCode: '02', resultMessage: 'wrong' } }
    scene.talktalk.fail(refusal)
    const heard = await hear(one.user, () => one.say('다음 주말 수원 봉사 찾아줘'))
    expect(heard.messages).to.have.lengthOf(1)
    const [{ textContent, compositeContent }] = heard.messages as [TalkTalkMessage]
    expect(compositeContent).to.equal(undefined)
    expect(textContent?.text).to.contain('스마트폰 교실').and.have.lengthOf.at.most(1000)
    expect(textContent).to.not.have.property('quickReply')
    expect(scene.service.output()).to.contain('TalkTalk refused what was sent')
    const page = await (await fetch(`${scene.service.url}/metrics`)).text()
    expect(page).to.match(/talktalk_send_refusals_total\{code="02"\} [1-9]/)
    expect((await hear(one.user, () => one.say('어르신 스마트폰 교실'))).trace).to.equal('apply/confirm/asked')
    scene.talktalk.fail(refusal, refusal)
    const calls = scene.talktalk.calls()
    await one.say('다음 주말 수원 교육 봉사 찾아줘')
    await until('two refusals', () => scene.talktalk.calls() >= calls + 2 || undefined)
    await until('the end of it', async () => {
      const due = await scene.query(
        `SELECT 1 FROM replies o JOIN messenger_accounts a ON a.id = o.account_id WHERE a.user_key = $1 AND o.state = 'due'`,
        [one.user],
      )
      return due.length === 0
    })
  })

  it('a wrong or missing key leads nowhere', async () => {
    const event = { event: 'open', user: 'somebody', options: {} }
    for (const path of ['', '/', '/wrong', `/${WEBHOOK_KEY}x`, `/${WEBHOOK_KEY}/more`]) {
      const { status, body } = await scene.service.post(`/webhooks/talktalk${path}`, event)
      expect(status, path).to.equal(404)
      expect(body).to.have.nested.property('error.code')
    }
  })
})
