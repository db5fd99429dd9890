/** What may not be read in the database or the log: looked for in every column and every line after a conversation full of it. */
import { expect } from 'chai'
import { kakaoPerson, talkTalkPerson } from '../support/service.js'
import { until } from '../support/vendors.js'
import { readablePlacesOf } from '../support/whole-database.js'
import { openScene, type Scene } from './scene.js'

const PHONE = '01077778888'
const TYPED_PHONES = [
  '010-7777-8888',
  '010 7777 8888',
  '010.7777.8888',
  '+82 10-7777-8888',
  '01077778888',
  '010 - 7777 - 8888',
  '０１０-７７７７-８８８８',
  '010–7777–8888',
]
const NAME = '남궁민수'
const SECRETS = ['kim@example.org', '100301-3123456', '1003013123456', '031-123-4567', '482913']

describe('personal data', () => {
  let scene: Scene
  const codes: string[] = []
  const tokens: string[] = []

  before(async function () {
    this.timeout(60_000)
    scene = await openScene({ LOG_LEVEL: 'debug' })
    const program = await scene.program()
    const person = kakaoPerson(scene.service)
    for (const secret of [...TYPED_PHONES, ...SECRETS]) await person.say(`제 번호는 ${secret} 이에요`)
    await person.say('상담원')
    await person.say(`${PHONE}으로 전화 주세요`)
    await person.say('네')
    await person.say('다음 주말 수원 봉사 찾아줘')
    await person.press('광교')
    const link = new URL(person.last().presses.find(({ url }) => url?.includes('/link#'))!.url!).hash.slice(1)
    tokens.push(link)
    await scene.service.post('/link/code', {
      token: link,
      name: NAME,
      birth: '2010-03-01',
      phone: PHONE,
      consent: true,
    })
    codes.push(await scene.solapi.codeFor(PHONE))
    await person.say(codes[0]!)
    await scene.service.post('/link/confirm', { token: link, code: '12' })
    await scene.service.post('/link/confirm', { token: link, code: codes[0] })
    await person.say('네')
    await person.say('응 신청할게')
    const { id } = await scene.volunteer()
    for (const flow of ['check', 'hours']) tokens.push(await scene.token(id, { flow }))
    await person.say(tokens[1]!)
    await talkTalkPerson(scene.service).event({ event: 'open', options: { from: tokens[2] } })
    const entry = await fetch(`${scene.service.url}/enter`, {
      method: 'POST',
      body: new URLSearchParams({ token: tokens[1]! }),
    })
    expect(entry.status).to.equal(401)
    await scene.service.post('/webhooks/kakao', `{"broken ${PHONE}`)
    await until('the notice', () => scene.solapi.accepted.some(({ text }) => text.includes(NAME)) || undefined)
    for (const post of scene.solapi.accepted)
      if (post.type === 'ATA')
        tokens.push(...(post.kakaoOptions.buttons ?? []).map(({ linkMo }) => new URL(linkMo).hash.slice(1)))
    await scene.query('UPDATE programs SET recruit_until = recruit_until WHERE id = $1', [program.id])
  })
  after(() => scene.stop())

  const columnsWith = (words: readonly string[]) => readablePlacesOf(scene.database.dataSource, words)

  it('was there to be found', () => {
    expect(codes[0]).to.match(/^\d{6}$/)
    expect(tokens).to.have.length.above(3)
    expect(scene.solapi.accepted.some(({ text }) => text.includes(NAME))).to.equal(true)
  })

  it('no name, phone number, birth date, code or token is readable in the database', async () => {
    const found = await columnsWith([PHONE, NAME, '2010-03-01', '20100301', ...codes, ...tokens])
    expect(found).to.deep.equal([])
  })

  it('what was typed in the chat is masked', async () => {
    expect(await columnsWith([...TYPED_PHONES, ...SECRETS])).to.deep.equal([])
  })

  it('nothing of it is in the log', () => {
    const output = scene.service.output()
    for (const word of [PHONE, NAME, '2010-03-01', ...TYPED_PHONES, ...SECRETS, ...codes, ...tokens])
      expect(output.includes(word), word).to.equal(false)
  })

  it('the original of what was masked is kept, sealed', async () => {
    const [turns] = await scene.query<{ n: string }>(
      `SELECT count(*) AS n FROM turns WHERE utterance LIKE '%[전화번호]%' AND utterance_sealed IS NOT NULL`,
    )
    expect(Number(turns?.n)).to.be.at.least(4)
  })
})
