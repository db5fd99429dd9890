/** What should not come and comes all the same: every door answers it clearly, and nothing is left broken behind it. */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { heardOnKakao, kakaoPerson, SKILL_KEY, talkTalkPerson, WEBHOOK_KEY } from '../support/service.js'
import { openScene, type Scene } from './scene.js'

const fixture = (name: string): unknown => JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8'))
const KAKAO = '/webhooks/kakao'
const TALKTALK = `/webhooks/talktalk/${WEBHOOK_KEY}`
const key = { 'x-skill-key': SKILL_KEY }

const STRANGE = {
  nothing: '',
  spaces: '   \n\t ',
  '5,000 characters': '가'.repeat(5000),
  '5,000 words': '봉사 신청 '.repeat(1000),
  'digits without end': '1'.repeat(3000),
  'emoji only': '👨‍👩‍👧‍👦🏳️‍🌈🇰🇷',
  'piled marks': `가${'\u0301'.repeat(2000)}`,
  'control characters': '신청\u0000\u0007\u001b[31m할래\u200b\u202e',
  'lone surrogates': '\ud83d 신청 \udc4d',
  'loose letters': 'ㅅㅣㄴㅊㅓㅇ',
  SQL: `'; DROP TABLE turns; --`,
  mustache: '{{x}} {{{y}}} {{#each a}} {{> p}}',
  'handlebars tricks': '{{constructor.constructor "return process"}}{{__proto__}}',
  html: '<script>alert(1)</script>&amp;',
  'a format string': '%s %n %00 \\u0000 $1 $$ $&',
  a_prototype: '__proto__',
  'its constructor': 'constructor',
  'a method of objects': 'toString',
  'a value of ours': 'begin:apply:00000000-0000-0000-0000-000000000000',
  'a label of ours': 'more',
  json: '{"userRequest":{"utterance":"x"}}',
  'an address': 'http://127.0.0.1:3000/console',
}

describe('what should not come', () => {
  let scene: Scene

  before(async function () {
    this.timeout(60_000)
    scene = await openScene({ KAKAO_BOT_ID: 'bot' })
    await scene.program()
  })
  after(() => scene.stop())

  for (const [path, headers] of [
    [KAKAO, key],
    [`${KAKAO}/validate?type=date`, key],
  ] as const) {
    const wrong: [string, string | Uint8Array, number][] = [
      ['not JSON', '{', 400],
      ['nothing', '', 422],
      ['an array', '[]', 422],
      ['a string', '"x"', 422],
      ['null', 'null', 422],
      ['a wrong shape', '{"userRequest":{"user":7},"event":{},"value":[]}', 422],
      ['1 MB', JSON.stringify({ event: 'send', user: 'u', userRequest: { utterance: 'x'.repeat(1_000_000) } }), 413],
      ['half a character', new Uint8Array([0x7b, 0xed, 0xa0, 0x80]), 400],
    ]
    for (const [what, body, status] of wrong) {
      it(`${what} at ${path} is ${status}`, async () => {
        const answered = await scene.service.post(path, body, headers)
        expect(answered.status, JSON.stringify(answered.body)).to.be.oneOf(status === 422 ? [400, 422] : [status])
        expect(answered.body).to.have.nested.property('error.code')
        expect(answered.body).to.have.nested.property('error.message')
      })
    }
  }

  it('Kakao’s key is needed, and may carry spaces', async () => {
    const call = fixture('kakao/text') as { bot: { id: string } }
    call.bot.id = 'bot!'
    for (const wrong of [
      {},
      { 'x-skill-key': '' },
      { 'x-skill-key': 'wrong' },
      { 'x-skill-key': `${SKILL_KEY}x` },
    ] as Record<string, string>[]) {
      const { status, body } = await scene.service.post(KAKAO, call, wrong)
      expect(status).to.equal(401)
      expect(body).to.have.nested.property('error.code')
    }
    expect((await scene.service.post(KAKAO, call, { 'x-skill-key': `  ${SKILL_KEY} ` })).status).to.equal(200)
    call.bot.id = 'another'
    expect((await scene.service.post(KAKAO, call, key)).status).to.equal(403)
  })

  for (const [what, text] of Object.entries(STRANGE)) {
    it(`${what} gets a valid answer on both messengers, and the next message too`, async () => {
      const kakao = kakaoPerson(scene.service)
      const heard = await kakao.say(text)
      expect(heard.trace, heard.text).to.not.match(/error$/)
      expect((await kakao.say('안녕')).trace).to.match(/^greet/)
      if (text === '') return
      const talktalk = talkTalkPerson(scene.service)
      expect((await talktalk.say(text)).trace).to.not.match(/error$/)
      expect((await talktalk.say('안녕')).trace).to.match(/^greet/)
    })
  }

  it('strange things are no choice when something is to be chosen', async () => {
    const person = kakaoPerson(scene.service)
    await scene.volunteer({ kakao: person.user })
    await person.say('다음 주말 수원 봉사 찾아줘')
    await person.press('광교')
    for (const text of Object.values(STRANGE))
      expect((await person.say(text)).trace, text.slice(0, 40)).to.not.match(/^(apply|cancel|logout).*done$/)
    expect(await scene.query('SELECT 1 FROM applications')).to.be.empty
  })

  const extras: [string, unknown][] = [
    ['null', null],
    ['a list', [1, [2]]],
    ['a prototype', JSON.parse('{"__proto__":{"value":"x"},"constructor":{"prototype":1},"value":"__proto__"}')],
    ['a value of no known kind', { value: { deep: true } }],
    ['an unknown choice', { value: 'begin:nowhere' }],
    ['somebody’s id', { value: 'begin:cancel:00000000-0000-0000-0000-000000000000' }],
    ['no id', { value: "begin:apply:'; DROP TABLE turns; --" }],
    ['something deep', JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`)],
  ]
  for (const [what, extra] of extras) {
    it(`a clientExtra that is ${what} breaks nothing`, async () => {
      const person = kakaoPerson(scene.service)
      expect((await person.say('안녕', { extra })).trace).to.not.match(/error$/)
    })
  }

  it('ids that a database cannot keep get a valid answer or a clear refusal', async () => {
    for (const user of ['a\u0000b', '\ud83d', 'x'.repeat(5000), '', '   ', `' OR 1=1`, '__proto__']) {
      const call = { bot: { id: 'bot' }, userRequest: { user: { id: user, type: 'botUserKey' }, utterance: '안녕' } }
      const posted = await scene.service.post(KAKAO, call, key)
      if (posted.status === 200) heardOnKakao(posted)
      else expect(posted.status, JSON.stringify(user)).to.equal(422)
      // TalkTalk would stop calling, see talktalk-door.test.ts.
      const event = { event: 'send', user, textContent: { text: '안녕', inputType: 'typing' } }
      expect((await scene.service.post(TALKTALK, event)).status, JSON.stringify(user)).to.equal(200)
    }
  })

  it('a request id of any kind is a request id', async () => {
    const person = kakaoPerson(scene.service)
    for (const id of ['x'.repeat(4000), '__proto__', "'", '%00', ' chp-1 '])
      expect((await person.say('안녕', { key: id })).trace).to.match(/^greet/)
  })

  it('every shape of call that Kakao is known to send gets a valid answer', async () => {
    for (const name of [
      'bot-test',
      'callback',
      'quick-reply',
      'text',
      'token-in-params',
      'token-in-client-extra',
      'token-typed',
      'unknown-fields',
    ]) {
      const call = { ...(fixture(`kakao/${name}`) as object), bot: { id: 'bot!' } }
      heardOnKakao(await scene.service.post(KAKAO, call, key))
    }
  })

  it('the admin centre’s test button and a group chat make no account', async () => {
    const count = async () => (await scene.query<{ n: string }>('SELECT count(*) AS n FROM messenger_accounts'))[0]?.n
    const before = await count()
    for (const name of ['skill-test-button', 'group-chat']) {
      const call = fixture(`kakao/${name}`) as { bot: { id: string } }
      call.bot.id = 'bot'
      const { status, body } = await scene.service.post(KAKAO, call, key)
      expect(status).to.equal(200)
      expect(body).to.have.nested.property('template.outputs[0].simpleText.text')
    }
    expect(await count()).to.equal(before)
  })

  const validations: [string, string, 'SUCCESS' | 'FAIL'][] = [
    ['date', '이번 주 토요일', 'SUCCESS'],
    ['date', '12월 5일', 'SUCCESS'],
    ['date', '몰라', 'FAIL'],
    ['phone', ' 010-0000-0000 ', 'SUCCESS'],
    ['phone', '+82 10 1234 5678', 'SUCCESS'],
    ['phone', '０１０ １２３４ ５６７８', 'SUCCESS'],
    ['phone', '016-123-4567', 'SUCCESS'],
    ['phone', '02-123-4567', 'FAIL'],
    ['phone', '010-123-4567', 'FAIL'],
    ['phone', 'O10-1234-5678', 'FAIL'],
    ['region', '수원', 'SUCCESS'],
    ['region', '안드로메다', 'FAIL'],
    ['people', '3', 'SUCCESS'],
    ['people', '셋이서', 'SUCCESS'],
    ['people', '２', 'SUCCESS'],
    ['people', '2️⃣', 'SUCCESS'],
    ['date', '１２월 ５일', 'SUCCESS'],
    ['date', '11월 31일', 'FAIL'],
    ['people', '여럿', 'FAIL'],
  ]
  for (const [type, origin, status] of validations) {
    it(`a ${type} “${origin}” is ${status}`, async () => {
      const call = { ...(fixture('kakao/validation') as object), value: { origin, resolved: origin } }
      const answered = await scene.service.post(`${KAKAO}/validate?type=${type}`, call, key)
      expect(answered.status).to.equal(200)
      expect(answered.body).to.have.property('status', status)
      if (status === 'FAIL') expect(answered.body).to.have.property('message')
    })
  }

  it('another type of validation is refused with its field', async () => {
    for (const query of ['', '?type=', '?type=age', '?type=__proto__', '?type=date&type=phone']) {
      const { status, body } = await scene.service.post(`${KAKAO}/validate${query}`, fixture('kakao/validation'), key)
      expect(status, query).to.equal(422)
      expect(JSON.stringify(body)).to.contain('type')
    }
    expect((await scene.service.post(`${KAKAO}/validate?type=date`, fixture('kakao/validation'))).status).to.equal(401)
  })

  it('another way of asking is refused', async () => {
    expect((await fetch(`${scene.service.url}${KAKAO}`, { headers: key })).status).to.equal(404)
  })

  it('has logged no error of its own', () => {
    const errors = scene.service
      .output()
      .split('\n')
      .filter(line => line.includes('"level":50'))
    expect(errors).to.deep.equal([])
  })
})
