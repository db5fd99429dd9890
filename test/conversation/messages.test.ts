/** From blocks of words to replies. */
import { expect } from 'chai'
import { createWords } from '../../src/conversation/messages.js'
import { createBlocks } from '../../src/platform/templates.js'

const words = createWords(
  createBlocks(
    new Map([
      ['common', '{{#*inline "hello"}}안녕{{/inline}}{{#*inline "only-common"}}모두의 말{{/inline}}'],
      [
        'apply',
        [
          '{{#*inline "hello"}}{{name}}, 반가워요{{/inline}}',
          '{{#*inline "card"}}\n# 제목\n일시 | 11월 28일\n설명이에요.\n둘째 줄\n{{/inline}}',
          '{{#*inline "plain"}}한 줄 | 값 같은 글\n다음 줄{{/inline}}',
        ].join('\n'),
      ],
    ]),
    { escape: false },
  ),
)

describe('messages', () => {
  it('takes the flow’s own words, else the common ones', () => {
    expect(words.label('apply', 'hello', { name: '길동' })).to.equal('길동, 반가워요')
    expect(words.label('apply', 'only-common')).to.equal('모두의 말')
    expect(words.label('search', 'hello')).to.equal('안녕')
  })

  it('makes a card of what begins with a title, with its facts', () => {
    expect(words.reply('apply', 'card', {})).to.deep.equal({
      kind: 'card',
      title: '제목',
      facts: [{ label: '일시', value: '11월 28일' }],
      text: '설명이에요.\n둘째 줄',
    })
  })

  it('leaves other text alone, and makes a card of it when there are buttons', () => {
    expect(words.reply('apply', 'plain', {})).to.deep.equal({ kind: 'text', text: '한 줄 | 값 같은 글\n다음 줄' })
    const button = { label: '열기', url: 'https://sonmoa.example' }
    expect(words.reply('apply', 'only-common', {}, { buttons: [button] })).to.deep.equal({
      kind: 'card',
      title: '모두의 말',
      buttons: [button],
    })
  })

  it('fails at words that do not exist and at variables that are missing', () => {
    expect(() => words.label('apply', 'nowhere')).to.throw()
    expect(() => words.label('apply', 'hello', {})).to.throw()
  })
})
