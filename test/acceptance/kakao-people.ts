/** People in KakaoTalk and the activities that they talk about, for the tests of talking there. */
import { expect } from 'chai'
import { seoulMoment } from '../../src/platform/clock.js'
import { kakaoPerson } from '../support/service.js'
import { openScene } from './scene.js'

/** Next weekend in 수원: 벽화 and 플로깅 on Saturday, 스마트폰 교실 on Sunday; 유기견 산책 in 성남. */
export async function openKakao() {
  const scene = await openScene()
  const { id: plogging } = await scene.program()
  await scene.program({
    title: '어르신 스마트폰 교실',
    category: '교육',
    startsAt: seoulMoment('2026-11-29', '10:00'),
    endsAt: seoulMoment('2026-11-29', '12:00'),
  })
  await scene.program({
    title: '행궁동 벽화 그리기',
    category: '문화ㆍ체육ㆍ예술ㆍ관광',
    startsAt: seoulMoment('2026-11-28', '09:00'),
    endsAt: seoulMoment('2026-11-28', '12:00'),
  })
  await scene.program({ title: '유기견 산책 돕기', category: '동물보호', sigungu: '성남시' })

  const applicationsOf = (volunteerId: string) =>
    scene.query<{ id: string; state: string }>('SELECT id, state FROM applications WHERE volunteer_id = $1', [
      volunteerId,
    ])
  const linked = async () => {
    const person = kakaoPerson(scene.service)
    return { ...person, ...(await scene.volunteer({ kakao: person.user })) }
  }
  return {
    scene,
    applicationsOf,
    linked,
    /** Before the question whether to apply for the 플로깅. */
    async asked() {
      const person = await linked()
      await person.say('다음 주말 수원 봉사 찾아줘')
      expect((await person.press('광교호수공원')).trace).to.equal('apply/confirm/asked')
      return person
    },
    /** Has applied for the 플로깅. */
    async applied() {
      const person = await linked()
      const token = await scene.token(person.id, { flow: 'apply', subject: plogging })
      await person.say('신청', { extra: { token } })
      await person.say('네')
      const [application] = await applicationsOf(person.id)
      return { ...person, application: application! }
    },
  }
}
export type Kakao = Awaited<ReturnType<typeof openKakao>>
