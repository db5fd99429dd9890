/** The command that shows what did not reach people, beside the running service. */
import { expect } from 'chai'
import { runCommand } from '../support/service.js'
import { until } from '../support/vendors.js'
import { openScene, type Scene } from './scene.js'

interface Listed {
  readonly channels: readonly { channel: string; state: string; reason: string | null }[]
  readonly notices: readonly { kind: string; state: string; reason: string | null; count: number }[]
}

describe('npm run notices', () => {
  let scene: Scene
  before(async function () {
    this.timeout(60_000)
    scene = await openScene()
  })
  after(() => scene.stop())

  const notices = async (...args: string[]) => JSON.parse(await runCommand('notices', args, scene.environment))
  const list = async (...args: string[]): Promise<Listed> => notices('list', ...args)
  // Asked of the database while it is waited: each command is a process of its own.
  const failing = () => scene.query('SELECT 1 FROM channels WHERE strikes > 0')
  const unsent = () => scene.query(`SELECT 1 FROM notices WHERE state <> 'sent'`)
  const tell = (notAfter: string) =>
    scene.query(
      `UPDATE notices SET state = 'refused', reason = '3103', settled_at = '2026-11-18T10:00:00+09:00', not_after = $1 WHERE kind = 'applied'`,
      [notAfter],
    )

  it('lists what waits while the vendor refuses the account, and why', async function () {
    this.timeout(60_000)
    scene.solapi.rule(() => ({ status: 401, body: { errorCode: 'InvalidAPIKey', errorMessage: '' } }))
    const program = await scene.program({ title: '알림 봉사' })
    const { id } = await scene.volunteer()
    await scene.apply(id, program.id)
    await until('a refusal', async () => (await failing()).length > 0 || undefined, 30_000)
    const { channels, notices: waiting } = await list()
    expect(channels[0]).to.include({ channel: 'phone', state: 'resting', reason: '401 InvalidAPIKey' })
    expect(waiting).to.have.length(1)
    expect(waiting[0]).to.include({ kind: 'applied', state: 'waiting', reason: '401 InvalidAPIKey', count: 1 })
    expect(scene.service.output()).to.include('phone-refused')
    expect(await list('--kind', 'code')).to.deep.include({ notices: [] })
  })

  it('sends again what was given up, by kind and since when', async function () {
    this.timeout(90_000)
    scene.solapi.heal()
    await until('the notice', () => scene.solapi.accepted.length === 1 || undefined, 30_000)
    await until('it is noted', async () => (await unsent()).length === 0 || undefined)
    expect((await list()).notices).to.deep.equal([])
    await tell('2026-11-18T10:00:00+09:00')
    expect((await list()).notices[0]).to.include({ kind: 'applied', state: 'refused', reason: '3103', count: 1 })
    expect(await notices('requeue', '--since', '2026-11-18T11:00:00+09:00')).to.deep.equal({ requeued: 0 })
    expect(await notices('requeue', '--kind', 'cancelled')).to.deep.equal({ requeued: 0 })
    expect(await notices('requeue', '--kind', 'applied', '--since', '2026-11-18')).to.deep.equal({ requeued: 1 })
    await until('it again', () => scene.solapi.accepted.length === 2 || undefined)
    expect(scene.solapi.faults).to.deep.equal([])
  })

  it('says how it is used, and does nothing, when it is asked for something else', async function () {
    this.timeout(60_000)
    for (const args of [[], ['delete'], ['requeue', '--kind', 'rumour'], ['requeue', '--since', 'yesterday']]) {
      const failed = await runCommand('notices', args, scene.environment).catch((error: Error) => error.message)
      expect(failed).to.include('Usage')
    }
  })
})
