/** COMMIT succeeds and its answer is lost, when people say yes to an application: what they are told is what the database has. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scene } from '../test/acceptance/scene.js'
import type { PostgresProxy } from '../test/support/postgres-proxy.js'
import { kakaoPerson, talkTalkPerson } from '../test/support/service.js'
import type { Outcome } from './outcome.js'
import { withScene } from './scene.js'

const TIMES = 10
const MOST_TRIES = 30
/** For what the service itself commits. */
const QUIET_MS = 60

type Messenger = 'kakao' | 'talktalk'

export function run(): Promise<Outcome> {
  return withScene(async (scene, proxy) => {
    const kakao = await lose(scene, proxy, 'kakao')
    const talktalk = await lose(scene, proxy, 'talktalk')
    const kept = [kakao, talktalk].every(({ toldAsItIs }) => toldAsItIs === TIMES)
    return { kept, seen: { kakao, talktalk, answersLost: proxy.lost() } }
  })
}

/** So often until `TIMES` answers to somebody's COMMIT were lost: where one of the service's own was, the yes may not have got that far. */
async function lose(scene: Scene, proxy: PostgresProxy, messenger: Messenger) {
  const told = []
  for (let tries = 0; told.length < TIMES && tries < MOST_TRIES; tries++) {
    const one = await sayYes(scene, proxy, messenger)
    if (one.lost > 0 || !isAsItIs(one)) told.push(one)
  }
  return {
    times: told.length,
    toldAsItIs: told.filter(isAsItIs).length,
    toldUnclear: told.filter(({ trace }) => trace.startsWith('common/unclear')).length,
    slowestMs: Math.round(Math.max(...told.map(({ ms }) => ms))),
  }
}

function isAsItIs({ trace, state }: { trace: string; state: string | undefined }): boolean {
  return state === 'applied' ? trace === 'apply/confirm/done' : trace === 'common/apology/error'
}

async function sayYes(scene: Scene, proxy: PostgresProxy, messenger: Messenger) {
  const person = messenger === 'kakao' ? kakaoPerson(scene.service) : talkTalkPerson(scene.service)
  const { id } = await scene.volunteer({ [messenger]: person.user })
  const program = await scene.program()
  const token = await scene.token(id, { flow: 'apply', subject: program.id })
  if ('event' in person) await person.event({ event: 'open', options: { inflow: 'button', from: token } })
  else await person.say('신청', { extra: { token } })
  await sleep(QUIET_MS)
  const before = proxy.lost()
  proxy.loseCommits(Number.POSITIVE_INFINITY)
  const { trace, ms } = await person.say('네')
  proxy.loseCommits(0)
  const [application] = await scene.query<{ state: string }>(
    'SELECT state FROM applications WHERE volunteer_id = $1 AND program_id = $2',
    [id, program.id],
  )
  return { trace, ms, state: application?.state, lost: proxy.lost() - before }
}
