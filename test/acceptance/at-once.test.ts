/** Many at once: repeated deliveries, two messages of one person, a run on the last seats, two processes on one database. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { kakaoPerson, type Service, startService } from '../support/service.js'
import { until } from '../support/vendors.js'
import { newUser, openScene, type Scene } from './scene.js'

const SEATS = 10
const PEOPLE = 200

/** On a slow machine some of a crowd are asked to come again: they press the button until they are heard. */
async function heardOf(door: ReturnType<typeof kakaoPerson>, text: string, more: object = {}) {
  for (let tries = 0; tries < 60; tries++) {
    const heard = await door.say(text, more)
    if (heard.trace !== 'common/busy/shed') return heard
    await sleep(200 + Math.random() * 600)
  }
  throw new Error('Nobody was heard')
}

describe('many at once', () => {
  let scene: Scene
  let second: Service

  before(async function () {
    this.timeout(60_000)
    scene = await openScene()
    second = await startService(scene.environment)
  })
  after(async () => {
    await second?.stop()
    await scene.stop()
  })

  /** Everyone linked, everyone before the same question. */
  async function crowd(people: number, title: string, capacity: number) {
    const program = await scene.program({ title, capacity })
    const persons = []
    for (let one = 0; one < people; one++) {
      const user = newUser()
      const { id } = await scene.volunteer({ kakao: user })
      const token = await scene.token(id, { flow: 'apply', subject: program.id })
      persons.push({ user, id, token })
    }
    return { program, persons }
  }
  const countOf = async (sql: string, programId: string) =>
    Number((await scene.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, [programId]))[0]?.n)

  it('the same request ten times at once is one application and ten equal answers', async () => {
    const { program, persons } = await crowd(1, '한 번만 봉사', SEATS)
    const { user, token } = persons[0]!
    const doors = [kakaoPerson(scene.service, user), kakaoPerson(second, user)]
    const ten = (text: string, more: object) =>
      Promise.all(
        Array.from({ length: 10 }, (_, at) => doors[at % 2]!.say(text, { ...more, key: `chp-${text.length}` })),
      )
    for (const [text, more] of [
      ['신청', { extra: { token } }],
      ['네', {}],
    ] as const) {
      const answers = await ten(text, more)
      expect(new Set(answers.map(heard => heard.text)).size, text).to.equal(1)
      expect(new Set(answers.map(heard => heard.trace)).size, text).to.equal(1)
    }
    expect(await countOf('applications WHERE program_id = $1', program.id)).to.equal(1)
    const answers = await scene.query(`SELECT 1 FROM request_answers WHERE request_key = 'chp-1'`)
    expect(answers).to.have.lengthOf(1)
  })

  it('the same token ten times at once, in ten requests, is spent once', async () => {
    const { persons } = await crowd(1, '토큰 하나 봉사', SEATS)
    const { user, token } = persons[0]!
    const doors = [kakaoPerson(scene.service, user), kakaoPerson(second, user)]
    const heard = await Promise.all(
      Array.from({ length: 10 }, (_, at) => doors[at % 2]!.say('신청', { extra: { token } })),
    )
    expect(heard.filter(({ trace }) => trace === 'apply/confirm/asked')).to.have.lengthOf(1)
    expect(heard.filter(({ trace }) => trace.startsWith('expired'))).to.have.lengthOf(9)
  })

  it('two messages of one person at once are taken one after the other, across processes too', async () => {
    const { program, persons } = await crowd(1, '두 마디 봉사', SEATS)
    const { user, token } = persons[0]!
    const [here, there] = [kakaoPerson(scene.service, user), kakaoPerson(second, user)]
    await here.say('신청', { extra: { token } })
    const heard = await Promise.all([here.say('네'), there.say('네'), here.say('네'), there.say('네')])
    expect(heard.filter(({ trace }) => trace === 'apply/confirm/done')).to.have.lengthOf(1)
    expect(await countOf('applications WHERE program_id = $1', program.id)).to.equal(1)
  })

  it('ten new people write at once, each for the first time and twice', async () => {
    const heard = await Promise.all(
      Array.from({ length: 10 }, newUser).flatMap(user => [
        kakaoPerson(scene.service, user).say('안녕'),
        kakaoPerson(second, user).say('안녕하세요'),
      ]),
    )
    expect(heard.every(({ trace }) => trace.startsWith('greet'))).to.equal(true)
  })

  for (const doors of [1, 2]) {
    it(`${PEOPLE} people and ${SEATS} seats, by ${doors} process(es): ${SEATS} have one, nobody is told otherwise`, async function () {
      this.timeout(60_000)
      const { program, persons } = await crowd(PEOPLE, `인기 봉사 ${doors}`, SEATS)
      const people = persons.map(({ user, id, token }, at) => ({
        id,
        token,
        door: kakaoPerson(doors === 2 && at % 2 ? second : scene.service, user),
      }))
      const asked = await Promise.all(people.map(({ door, token }) => heardOf(door, '신청', { extra: { token } })))
      expect(asked.map(({ trace }) => trace)).to.deep.equal(asked.map(() => 'apply/confirm/asked'))
      const heard = await Promise.all(people.map(({ door }) => heardOf(door, '네')))
      const told = people.filter((_, at) => heard[at]!.trace === 'apply/confirm/done').map(({ id }) => id)
      const rows = await scene.query<{ id: string }>(
        'SELECT volunteer_id AS id FROM applications WHERE program_id = $1',
        [program.id],
      )
      expect(rows).to.have.lengthOf(SEATS)
      expect(rows.map(({ id }) => id)).to.include.members(told)
      // On a machine that is busy with other things somebody may be told that it takes too long, which is no success.
      const others = heard.filter(({ trace }) => trace !== 'apply/confirm/done').map(({ trace }) => trace)
      const allowed = ['apply/confirm/refused:full', 'common/unclear/error', 'common/apology/error']
      expect(allowed).to.include.members(others)
      expect(others.filter(trace => trace === allowed[0])).to.not.be.empty
      const [{ seats } = { seats: 0 }] = await scene.query<{ seats: number }>(
        'SELECT seats_taken AS seats FROM programs WHERE id = $1',
        [program.id],
      )
      expect(seats).to.equal(SEATS)
    })
  }

  it('each of them was told once by a notice, whichever process sent it', async () => {
    await until('nothing due', async () => {
      const [{ n } = { n: '1' }] = await scene.query<{ n: string }>(
        `SELECT count(*) AS n FROM notices WHERE state = 'waiting'`,
      )
      return n === '0' || undefined
    })
    const notices = scene.solapi.accepted.filter(({ text }) => text.includes('인기 봉사'))
    expect(notices).to.have.lengthOf(2 * SEATS)
    expect(new Set(notices.map(({ customFields }) => customFields.notificationId)).size).to.equal(2 * SEATS)
    expect(scene.solapi.faults).to.deep.equal([])
  })
})
