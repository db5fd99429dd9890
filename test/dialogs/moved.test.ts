/** What somebody hears of an activity that was moved after they had applied, and how they answer. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { addPrograms, on, token, volunteer } from './speaker.js'

const TITLE = '강당 도서 정리'

describe('an activity that was moved', () => {
  let talk: TestTalk
  let friend: string
  before(async () => {
    talk = await createTalk()
    friend = (await addPrograms(talk)).friend.id
  })
  after(() => talk.close())
  beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))

  async function moved(messenger: (typeof MESSENGERS)[number], ...others: string[]) {
    const program = await talk.program({ title: TITLE, approval: 'automatic', ...on('2026-11-21', '10:00', '12:00') })
    const person = await volunteer(talk, messenger)
    const { transactions, applications, organising } = talk.services
    const applied = await transactions.run(tx => applications.apply(tx, person.id, program.id))
    for (const id of others) await transactions.run(tx => applications.apply(tx, person.id, id))
    const organisation = { id: program.organisationId, name: '', scope: 'manage' } as const
    const change = (changes: Parameters<typeof organising.change>[3]) =>
      transactions.run(tx => organising.change(tx, organisation, program.id, changes))
    await change({ startsAt: seoulMoment('2026-11-22', '15:00'), endsAt: seoulMoment('2026-11-22', '17:00') })
    return { ...person, change, applicationId: applied.application!.id }
  }

  for (const messenger of MESSENGERS)
    describe(`in ${messenger}`, () => {
      it('shows what it was and is, and is confirmed by one tap', async () => {
        const { say, states } = await moved(messenger)
        const heard = await say('내 신청')
        expect(heard.text).to.contain('전: 11월 21일(토) 10:00~12:00').and.contain('바뀐 뒤: 11월 22일(일) 15:00~17:00')
        expect(heard.choices.slice(0, 2)).to.deep.equal(['갈 수 있어요', '취소할게요'])
        const confirmed = await say('갈 수 있어요')
        expect(confirmed.trace).to.equal('confirm/take/done')
        expect(confirmed.text).to.contain('11월 22일(일) 15:00~17:00')
        expect((await say('내 신청')).choices).to.not.include('갈 수 있어요')
        expect(await states()).to.deep.equal({ [TITLE]: 'approved' })
      })

      it('is confirmed from its notice at once, and a second time is told so', async () => {
        const { say, id, applicationId } = await moved(messenger)
        const tap = async () => say('갈 수 있어요', { token: await token(talk, id, 'confirm', applicationId) })
        expect((await tap()).trace).to.equal('confirm/take/done')
        expect((await tap()).trace).to.equal('confirm/take/refused:not-asked')
      })

      it('is cancelled without asking the organisation until it starts, though the deadline is over', async () => {
        const { say, states } = await moved(messenger)
        talk.clock.set(seoulMoment('2026-11-22', '14:00'))
        await say('내 신청')
        const asked = await say('취소할게요')
        expect(asked.trace).to.equal('cancel/confirm/asked')
        expect(asked.text).to.not.contain('기한')
        expect((await say('네')).text).to.contain('신청을 취소했어요')
        expect(await states()).to.deep.equal({ [TITLE]: 'cancelled' })
      })

      it('asks anew when it is moved once more, from what the person knew', async () => {
        const { say, id, applicationId, change } = await moved(messenger)
        await change({ place: '다른 강당' })
        expect((await say('내 신청')).text)
          .to.contain('전: 11월 21일(토) 10:00~12:00, 광교호수공원 안내소')
          .and.contain('바뀐 뒤: 11월 22일(일) 15:00~17:00, 다른 강당')
        await say('갈 수 있어요', { token: await token(talk, id, 'confirm', applicationId) })
        await change({ place: '처음 강당' })
        expect((await say('내 신청')).text)
          .to.contain('17:00, 다른 강당')
          .and.contain('17:00, 처음 강당')
      })

      it('is asked about among several, too', async () => {
        const { say } = await moved(messenger, friend)
        const heard = await say('내 신청')
        expect(heard.trace).to.equal('check/list/asked')
        expect(heard.text).to.contain('내 신청 2개').and.contain('바뀌었어요. 갈 수 있나요?')
        expect((await say('갈 수 있어요')).trace).to.equal('confirm/take/done')
      })

      it('asks nothing after a change of something else', async () => {
        const { say, id, applicationId, change } = await moved(messenger)
        await say('갈 수 있어요', { token: await token(talk, id, 'confirm', applicationId) })
        await change({ preparation: '장갑', capacity: 20 })
        expect((await say('내 신청')).choices).to.not.include('갈 수 있어요')
      })
    })
})
