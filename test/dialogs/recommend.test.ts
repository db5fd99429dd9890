/** recommend: says that it is not personal yet, and shows what there is. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, stranger } from './speaker.js'

describe('recommend', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  it('shows activities that can be chosen', async () => {
    const say = stranger(talk)
    const heard = await say('나한테 맞는 봉사 추천해줘')
    expect(heard.trace).to.equal('recommend/choose/asked')
    expect(heard.text).to.contain('아직 준비하고 있어요').and.contain('어르신 말벗')
    expect((await say('1번')).text).to.contain('어르신 말벗')
  })

  it('goes on like a search', async () => {
    const say = stranger(talk)
    await say('봉사 추천해줘')
    expect((await say('일요일은?')).text)
      .to.contain('연탄')
      .and.not.contain('말벗')
  })
})
