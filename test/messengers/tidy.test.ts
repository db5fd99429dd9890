/** Making an answer fit to be put on a wire. */
import { expect } from 'chai'
import { tidy } from '../../src/messengers/tidy.js'

describe('tidy', () => {
  it('asks what it can do when there is nothing to say', () => {
    const { replies } = tidy({ replies: [{ kind: 'text', text: ' ' }], choices: [] })
    expect(replies).to.deep.equal([{ kind: 'text', text: '무엇을 도와드릴까요?' }])
  })
  it('drops choices that say nothing and lets a label or a sentence stand for the other', () => {
    const choices = [
      { label: '', say: ' ' },
      { label: '네', say: '' },
      { label: '', say: '아니요' },
    ]
    expect(tidy({ replies: [], choices }).choices).to.deep.equal([
      { label: '네', say: '네' },
      { label: '아니요', say: '아니요' },
    ])
  })
  it('drops links that lead nowhere and pictures that cannot be fetched', () => {
    const { replies } = tidy({
      replies: [
        {
          kind: 'card',
          title: '활동',
          image: { url: 'file:///x', alt: '' },
          buttons: [{ label: '위험', url: 'javascript:alert(1)' }],
        },
      ],
      choices: [],
    })
    expect(replies).to.deep.equal([{ kind: 'card', title: '활동', text: '', facts: [], buttons: [] }])
  })
  it('names a card that has only buttons after them', () => {
    const { replies } = tidy({
      replies: [{ kind: 'card', title: '', buttons: [{ label: '지도', url: 'https://example.com' }] }],
      choices: [],
    })
    expect(replies[0]).to.include({ title: '지도' })
  })
  it('turns a list without items into its title and buttons', () => {
    const { replies } = tidy({ replies: [{ kind: 'list', title: '내 신청', items: [] }], choices: [] })
    expect(replies[0]).to.include({ kind: 'card', title: '내 신청' })
  })
})
