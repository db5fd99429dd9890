/** Writing down: what is personal in a sentence is masked in every column of the turn, and in what is remembered of the talk. */
import { expect } from 'chai'
import { createCipher } from '../../src/platform/cipher.js'
import { NOW, openServices, type TestServices } from '../support/services.js'
import { placesOf, readablePlacesOf } from '../support/whole-database.js'

const LINKED = { name: '하늬솔', birth: '2010-03-01', phone: '01012345678' }
const SAID = '하늬 솔 친구 김민수 010-2345-6789'
const PERSONAL = ['하늬솔', '하늬 솔', '김민수', '010-2345-6789']

describe('a turn that is written down', () => {
  let house: TestServices
  let accountId: string
  let remembered: object
  before(async () => {
    house = await openServices()
    accountId = await house.run(async tx => {
      const account = await house.services.accounts.findOrAdd(tx, { messenger: 'kakao', userKey: 'one' })
      const person = await house.services.accounts.addVolunteer(tx, LINKED)
      await house.services.accounts.link(tx, account.id, person.id)
      const { volunteerId, nameSealed } = await house.services.accounts.lock(
        tx,
        { messenger: 'kakao', userKey: 'one' },
        undefined,
      )
      const reply = { kind: 'text', text: `하늬솔님, “${SAID}”라고요? 비밀번호는 4821이에요` }
      const choices = [{ label: SAID, say: '010-2345-6789' }]
      await house.services.transcripts.write(
        tx,
        {
          ...{ input: 'typed', alternatives: [], modelVersion: null, wordsVersion: null },
          ...{ accountId: account.id, messenger: 'kakao', requestKey: 'k', at: NOW, utterance: SAID, intent: 'apply' },
          ...{ confidence: 0.9, band: 'accept', flow: 'apply', step: 'confirm', outcome: 'asked', ms: 1 },
          slots: { named: SAID, people: ['김민수'] },
          answer: { replies: [reply], choices },
          secrets: ['4821'],
          spoken: { answer: { replies: [reply], choices } },
          speaker: { volunteerId, nameSealed, guestId: undefined },
        },
        {
          bot: { dialogState: { dialogStack: [{ id: 'unsure', state: { data: { slots: { named: SAID } } } }] } },
          shown: [{ value: SAID, words: ['김민수', '010-2345-6789'], item: false }],
          rest: [reply],
        },
      )
      return account.id
    })
    const [row] = await house.query<{ session: object }>('SELECT session FROM messenger_accounts WHERE id = $1', [
      accountId,
    ])
    remembered = row!.session
  })
  after(() => house.close())

  it('is readable nowhere in the database', async () => {
    expect(await readablePlacesOf(house.dataSource, PERSONAL)).to.deep.equal([])
  })

  it('is remembered without what is personal, in the form it had', () => {
    const said = '[이름] 친구 [이름] [전화번호]'
    expect(remembered).to.deep.equal({
      bot: { dialogState: { dialogStack: [{ id: 'unsure', state: { data: { slots: { named: said } } } }] } },
      shown: [{ value: said, words: ['[이름]', '[전화번호]'], item: false }],
      rest: [{ kind: 'text', text: `[이름]님, “${said}”라고요? 비밀번호는 4821이에요` }],
    })
  })

  it('keeps no secret of the answer readable in the transcript', async () => {
    const [turn] = await house.query<{ reply: string }>('SELECT reply::text FROM turns')
    expect(turn!.reply).to.include('비밀번호는 [번호]이에요').and.not.include('4821')
  })

  it('can be opened by the key alone: the sentence, and the answer to a repeated request', async () => {
    expect(
      await placesOf(house.dataSource, createCipher(Buffer.alloc(32, 7).toString('base64')), [SAID]),
    ).to.deep.equal([`turns.utterance_sealed, opened: ${SAID}`, `request_answers.answer_sealed, opened: ${SAID}`])
  })
})
