/** What somebody hears of an activity that its organisation has called off. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, on, token, volunteer } from './speaker.js'

const REASON = '강당 공사로 열지 못해요'

describe('an activity that was called off', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  async function calledOff(messenger: (typeof MESSENGERS)[number]) {
    const program = await talk.program({
      title: '강당 도서 정리',
      category: '동물보호',
      ...on('2026-11-21', '10:00', '12:00'),
    })
    const person = await volunteer(talk, messenger)
    const { transactions, applications, organising } = talk.services
    const applied = await transactions.run(tx => applications.apply(tx, person.id, program.id))
    const organisation = { id: program.organisationId, name: '', scope: 'manage' } as const
    await transactions.run(tx => organising.callOff(tx, organisation, program.id, REASON))
    return { program, ...person, applicationId: applied.application!.id }
  }

  for (const messenger of MESSENGERS)
    describe(`in ${messenger}`, () => {
      it('says so among one’s own applications, with why and what there is instead', async () => {
        const { say } = await calledOff(messenger)
        const heard = await say('내 신청')
        expect(heard.text).to.contain('활동이 취소되었어요').and.contain(`기관이 알려 준 이유: ${REASON}`)
        expect(heard.choices).to.include('다른 활동')
        expect((await say('다른 활동')).text)
          .to.contain('유기견 산책')
          .and.not.contain('강당 도서 정리')
      })

      it('has nothing to be cancelled or taken back, and says why', async () => {
        const { say, applicationId, id, states } = await calledOff(messenger)
        const cancelling = await say('신청 취소', { token: await token(talk, id, 'cancel', applicationId) })
        expect(cancelling.trace).to.equal('cancel/confirm/refused:called-off')
        expect(cancelling.text).to.contain('기관이 취소한 활동이라 가지 않아도 돼요')
        const undoing = await say('되돌리기', { token: await token(talk, id, 'undo', applicationId) })
        expect(undoing.trace).to.equal('undo/take/refused:called-off')
        expect(undoing.choices).to.include('다른 활동')
        expect((await say('신청 취소할래')).trace).to.equal('cancel/which/refused:none')
        expect(await states()).to.deep.equal({ '강당 도서 정리': 'program-cancelled' })
      })

      it('is not found, nor applied for again', async () => {
        const { say, id, program } = await calledOff(messenger)
        expect((await say('이번 주 토요일 수원 봉사 찾아줘')).text).to.not.contain('강당 도서 정리')
        const applying = await say('신청', { token: await token(talk, id, 'apply', program.id) })
        expect(applying.trace).to.equal('apply/confirm/refused:program-cancelled')
      })

      it('leads from its notice to what is like it', async () => {
        const { say, id, program } = await calledOff(messenger)
        const heard = await say('비슷한 활동 찾기', { token: await token(talk, id, 'similar', program.id) })
        expect(heard.trace).to.match(/^search\/.*asked$/)
        expect(heard.text).to.contain('유기견 산책')
      })
    })
})
