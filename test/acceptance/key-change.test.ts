/** Changing DATA_KEY as an operator does it: the service with both keys, the command beside it, the service with the new one. */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { createCipher } from '../../src/platform/cipher.js'
import { sealedValuesIn } from '../support/sealed-values.js'
import { DATA_KEY, kakaoPerson, runCommand, type Service, startService } from '../support/service.js'
import { newUser, openScene, type Scene } from './scene.js'

const NEW_KEY = randomBytes(32).toString('base64')

describe('changing DATA_KEY', function () {
  this.timeout(120_000)
  let scene: Scene
  let running: Service | undefined
  before(async () => {
    scene = await openScene()
  })
  after(async () => {
    await running?.stop()
    await scene.stop()
  })

  const failure = (different: Record<string, string>) =>
    startService({ ...scene.environment, ...different }).then(
      async service => {
        await service.stop()
        return 'it started'
      },
      (error: Error) => error.message,
    )

  it('refuses a wrong key, works on with both, and with the new one alone afterwards', async () => {
    const user = newUser()
    await scene.volunteer({ kakao: user })
    const said = await kakaoPerson(scene.service, user).say('제 번호는 01012345678이에요', { key: 'once' })
    await scene.service.stop()
    const wrong = await failure({ DATA_KEY: NEW_KEY })
    expect(wrong).to.match(/DATA_KEY is not the key that this database was sealed with/)
    expect(wrong.trim().split('\n')).to.have.lengthOf(1)

    const both = { ...scene.environment, DATA_KEY: NEW_KEY, DATA_KEY_FORMER: DATA_KEY }
    running = await startService(both)
    let changed = false
    const changing = runCommand('rotate-key', [], both).finally(() => {
      changed = true
    })
    for (let n = 0; !changed; n++)
      await kakaoPerson(running, n % 2 ? user : newUser()).say('내 번호는 01012345678이야', { key: `during ${n}` })
    const summary = JSON.parse(await changing)
    expect(summary).to.include({ unreadable: 0 })
    expect(summary.resealed).to.be.above(0)
    expect(JSON.parse(await runCommand('rotate-key', [], both)).resealed).to.equal(0)
    await running.stop()

    const { dataSource } = scene.database
    const closed = (await sealedValuesIn(dataSource, createCipher(NEW_KEY))).filter(({ text }) => text === undefined)
    expect(closed).to.deep.equal([])
    const former = await sealedValuesIn(dataSource, createCipher(DATA_KEY))
    expect(former.filter(({ text }) => text !== undefined)).to.deep.equal([])
    expect(await failure({})).to.match(/DATA_KEY is not the key/)
    running = await startService({ ...scene.environment, DATA_KEY: NEW_KEY })
    const again = await kakaoPerson(running, user).say('제 번호는 01012345678이에요', { key: 'once' })
    expect(again.body, 'the first answer, opened again').to.deep.equal(said.body)
    expect((await kakaoPerson(running, user).say('내 신청 확인')).trace).to.match(/^check\//)
  })
})
