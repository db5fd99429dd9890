/** Standing in line for a full activity, and taking the seat that becomes free, on both messengers alike. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { volunteer as person } from '../../src/services/applications.js'
import { NOTICES } from '../../src/services/notice-catalogue.js'
import { token, volunteer } from '../dialogs/speaker.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { play } from './script.js'

for (const messenger of MESSENGERS) {
  describe(`a full activity on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
    })
    after(() => talk.close())
    beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))

    const run: TestTalk['services']['transactions']['run'] = work => talk.services.transactions.run(work)
    /** With its one seat taken. */
    async function full(title: string) {
      const program = await talk.program({ title, capacity: 1, approval: 'automatic' })
      const holder = await talk.volunteer(`holder of ${title}`)
      const applied = await run(tx => talk.services.applications.apply(tx, holder, program.id))
      if (!applied.ok) throw new Error(applied.refused)
      const free = () => run(tx => talk.services.applications.act(tx, person(holder), applied.application.id, 'cancel'))
      return { program, free }
    }
    const offered = async (programId: string) => {
      const [row] = await talk.database.dataSource.query(
        "SELECT id, volunteer_id AS volunteer FROM applications WHERE program_id = $1 AND state = 'offered'",
        [programId],
      )
      return row as { id: string; volunteer: string }
    }

    it('is waited for by a yes, with one’s number, and the seat taken by another', async () => {
      const { program, free } = await full('별빛 천문대 안내')
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['별빛 천문대 안내 신청할래', 'apply/wait/asked', '자리가 다 찼어요', '기다리는 사람은 없어요'],
        ['몇 시에 끝나?', 'about/tell/done', '기다릴까요?'],
        ['응 기다릴게', 'apply/wait/done', '대기 1번이에요', '신청된 것이 아니에요'],
        ['내 신청', 'check/list/done', '대기 중이에요', '1번째'],
      ])
      await free()
      const { id } = await offered(program.id)
      await play(say, [
        ['내 신청', 'check/list/done', '자리가 났어요', '12:00까지 받을 수 있어요'],
        ['자리 받기', 'offer/confirm/asked', '이 자리를 받을까요?'],
        ['아니', 'offer/confirm/refused:declined', '기한까지는 자리를 맡아 둘게요'],
        ['자리 받기', 'offer/confirm/asked'],
        ['네', 'offer/confirm/done', '자리를 받았어요!', '승인까지 끝났어요'],
      ])
      const [{ state }] = await talk.database.dataSource.query('SELECT state FROM applications WHERE id = $1', [id])
      expect(state).to.equal('approved')
    })

    it('is not waited for by a no, and another is looked for', async () => {
      await full('한강 새 관찰')
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['한강 새 관찰 신청할래', 'apply/wait/asked'],
        ['아니', 'apply/wait/refused:declined', '신청하지 않았어요'],
        ['네', /^(?!apply\/wait\/done)/],
      ])
      const [{ waiting }] = await talk.database.dataSource.query(
        "SELECT count(*)::int AS waiting FROM applications a JOIN programs p ON p.id = a.program_id WHERE p.title = '한강 새 관찰' AND a.state = 'waiting'",
      )
      expect(waiting).to.equal(0)
    })

    it('comes back by the notice’s button, and is told to be over when its time is', async () => {
      const { program, free } = await full('숲길 쓰레기 줍기')
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['숲길 쓰레기 줍기 신청', 'apply/wait/asked'],
        ['기다릴게요', 'apply/wait/done'],
      ])
      await free()
      const { id, volunteer: who } = await offered(program.id)
      await play(say, [
        [{ text: '자리 보기', token: await token(talk, who, 'offer', id) }, 'offer/confirm/asked', '12:00까지'],
      ])
      talk.clock.set(seoulMoment(TODAY, '12:20'))
      await talk.services.seats.expire()
      await play(say, [['네 받을게요', 'offer/confirm/refused:offer-over', '다음 사람에게 넘어갔어요']])
    })

    it('that begins within a day is given without asking, and its notice leads to what one has', async () => {
      const { program, free } = await full('새벽 시장 안내')
      const { say, id: who } = await volunteer(talk, messenger)
      await play(say, [
        ['새벽 시장 안내 신청', 'apply/wait/asked'],
        ['응 대기할게', 'apply/wait/done'],
      ])
      talk.clock.set(new Date(program.startsAt.getTime() - 20 * 60 * 60 * 1000))
      await talk.database.dataSource.query('UPDATE programs SET cancel_until = starts_at WHERE id = $1', [program.id])
      await free()
      const [{ id, state }] = await talk.database.dataSource.query(
        'SELECT id, state FROM applications WHERE program_id = $1 AND volunteer_id = $2',
        [program.id, who],
      )
      expect(state).to.equal('approved')
      await play(say, [
        [
          { text: '자리 보기', token: await token(talk, who, 'offer', id) },
          'offer/confirm/refused:has-seat',
          '자리를 받은 활동이에요',
          '새벽 시장 안내',
        ],
        ['취소할래', 'cancel/confirm/asked', '신청을 취소할까요?'],
        ['네', 'cancel/confirm/done', '취소했어요'],
      ])
    })

    it('is told of only while the seat is offered', async () => {
      const { program, free } = await full('밤하늘 별 보기')
      const { say, id: who } = await volunteer(talk, messenger)
      await play(say, [
        ['밤하늘 별 보기 신청', 'apply/wait/asked'],
        ['기다릴게요', 'apply/wait/done'],
      ])
      await free()
      const { id } = await offered(program.id)
      const isTrue = () =>
        run(tx =>
          NOTICES['seat-offered'].stillTrue(tx, {
            volunteerId: who,
            subject: id,
            facts: { variables: {}, isAssigned: false } as never,
          }),
        )
      expect(await isTrue()).to.equal(true)
      await play(say, [
        ['자리 받기', /./],
        ['내 신청', 'check/list/done'],
        ['자리 받기', 'offer/confirm/asked'],
        ['네', 'offer/confirm/done'],
      ])
      expect(await isTrue()).to.equal(false)
    })
  })
}
