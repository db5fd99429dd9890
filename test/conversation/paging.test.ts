/** An answer on one screen, and the rest for "더 보기". */
import { expect } from 'chai'
import { firstScreen } from '../../src/conversation/paging.js'
import { MOST_CHOICES, MOST_REPLIES, type Reply } from '../../src/messengers/messenger.js'

const more = { label: '더 보기', say: '더 보기', value: 'more' }
const text = (text: string): Reply => ({ kind: 'text', text })
const choice = (label: string) => ({ label, say: label })

describe('paging', () => {
  it('leaves what fits as it is', () => {
    const screen = firstScreen([text('하나'), text('둘')], [choice('네')], more)
    expect(screen.answer).to.deep.equal({ replies: [text('하나'), text('둘')], choices: [choice('네')] })
    expect(screen.rest).to.deep.equal([])
  })

  it('keeps what is too much, and offers it first', () => {
    const replies = ['하나', '둘', '셋', '넷', '다섯'].map(text)
    const screen = firstScreen(replies, [choice('네')], more)
    expect(screen.answer.replies).to.have.length(MOST_REPLIES)
    expect(screen.answer.choices).to.deep.equal([more, choice('네')])
    expect([...screen.answer.replies, ...screen.rest]).to.deep.equal(replies)
    expect(screen.restChoices).to.deep.equal([choice('네')])
  })

  it('shows what holds a token at once, wherever it stands, and never leaves one to be remembered', () => {
    const card = (token: string): Reply => ({
      kind: 'card',
      title: '연결',
      buttons: [{ label: '열기', url: `https://sonmoa.example/link#${token.repeat(43)}` }],
    })
    const [one, two, three, four] = ['하나', '둘', '셋', '넷'].map(text) as [Reply, Reply, Reply, Reply]
    const screen = firstScreen([one, two, three, four, card('A')], [], more)
    expect(screen.answer.replies).to.deep.equal([one, two, card('A')])
    expect(screen.rest).to.deep.equal([three, four])
    const cards = ['A', 'B', 'C', 'D'].map(card)
    expect(firstScreen([one, ...cards], [], more).rest).to.deep.equal([one])
  })

  it('splits a long text and loses nothing of it', () => {
    const long = Array.from({ length: 900 }, (_, n) => `문장 ${n}.`).join(' ')
    let screen = firstScreen([text(long)], [], more)
    const seen = [...screen.answer.replies]
    while (screen.rest.length > 0) {
      screen = firstScreen(screen.rest, [], more)
      seen.push(...screen.answer.replies)
    }
    const letters = (written: string) => written.replace(/\s/g, '')
    const said = seen.map(reply => (reply.kind === 'text' ? reply.text : '')).join('')
    expect(letters(said)).to.equal(letters(long))
    for (const reply of seen) expect(reply.kind === 'text' && reply.text.length).to.be.at.most(900)
  })

  it('offers no more choices than a messenger shows', () => {
    const many = Array.from({ length: 30 }, (_, n) => choice(`${n}`))
    expect(firstScreen([text('하나')], many, more).answer.choices).to.have.length(MOST_CHOICES)
  })
})
