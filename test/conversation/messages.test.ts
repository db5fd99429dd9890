/** From blocks of words to replies. */
import { expect } from 'chai'
import fc from 'fast-check'
import { createWords } from '../../src/conversation/messages.js'
import { formatKakao } from '../../src/messengers/kakao/format.js'
import type { CardReply, Reply } from '../../src/messengers/messenger.js'
import { plainCard } from '../../src/messengers/plain.js'
import { formatTalkTalk } from '../../src/messengers/talktalk/format.js'
import { createBlocks } from '../../src/platform/templates.js'
import { readWords } from '../../src/platform/words.js'
import { stringsIn } from '../messengers/answers.js'

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

describe('values in words', () => {
  const dialogs = createWords(createBlocks(readWords('dialogs/messages'), { escape: false }))
  const PLAIN = {
    ...{
      title: '하천 청소',
      when: '11월 28일(토)',
      place: '수원천',
      organisation: '수원시',
      portal: '',
      seats: 3,
      capacity: 5,
    },
    ...{
      ages: { min: 9, max: 24 },
      until: '11월 27일(금)',
      preparation: '장갑',
      description: '함께 걸어요.',
      state: '승인',
    },
    ...{
      contact: '031-000-0000',
      approved: true,
      cancelUntil: '11월 27일(금)',
      cancelIsOver: false,
      conditions: '수원',
      what: '수원',
    },
    ...{
      answer: '네.',
      period: '2026년',
      pending: '1시간',
      count: 2,
      sido: '경기도',
      sigungu: '수원시',
      minAge: 9,
      maxAge: 24,
    },
    ...{
      more: false,
      records: [{ year: '2026', day: '1월 1일', title: '청소', time: '1시간', portal: '', entered: true }],
    },
  }
  const BLOCKS = [
    ...['apply.detail', 'apply.applied', 'apply.ask', 'apply.refused-full', 'check.detail', 'cancel.ask-late'],
    ...['cancel.requested', 'hours.sum', 'hours.list', 'common.found', 'common.none', 'common.question-answer'],
  ]
  /** Words that would be structure if a template said them. */
  const FORGED = [
    '\n',
    '\r\n',
    '\u2028',
    '\v',
    '\f',
    '# ',
    '#',
    ' | ',
    '|',
    '{{title}}',
    '{{/inline}}',
    '▶ ',
    '[',
    '](',
    '가',
    'a',
  ]
  const forged = fc
    .array(fc.constantFrom(...FORGED), { minLength: 1, maxLength: 12 })
    .map(parts => `값${parts.join('')}`)

  const shapeOf = (reply: Reply) => ({
    kind: reply.kind,
    facts: reply.kind === 'card' ? (reply.facts ?? []).map(({ label }) => label) : [],
    buttons: reply.kind === 'card' ? (reply.buttons ?? []).length : 0,
    hasText: 'text' in reply,
  })

  const button = { label: '지도 보기', url: 'https://map.example' }

  it('form neither a title nor a fact nor a button, whatever they look like', () => {
    const names = Object.keys(PLAIN).filter(
      name => typeof PLAIN[name as keyof typeof PLAIN] === 'string' && name !== 'portal',
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...BLOCKS),
        fc.dictionary(fc.constantFrom(...names), forged, { minKeys: 1 }),
        fc.boolean(),
        (name, given, pressable) => {
          const [flow = '', block = ''] = name.split('.')
          const extra = pressable ? { buttons: [button] } : {}
          const plain = dialogs.reply(flow, block, PLAIN, extra)
          const reply = dialogs.reply(flow, block, { ...PLAIN, ...given }, extra)
          expect(shapeOf(reply)).to.deep.equal(shapeOf(plain))
          if (reply.kind !== 'card') return
          for (const line of [reply.title, ...(reply.facts ?? []).map(({ value }) => value)])
            expect(line).to.not.match(/[\n\r\v\f\u2028\u2029]/)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('that are forged stay where they belong', () => {
    const title = '하천 청소\n# 긴급 안내\n입금 | 110-123-456789'
    const description = '첫 줄\n# 긴급 안내\n입금 | 110-123-456789\n▶ 계좌: 110'
    const reply = dialogs.reply('apply', 'detail', { ...PLAIN, title, description, preparation: '장갑\n물통' })
    expect(reply).to.deep.include({
      title: '하천 청소 # 긴급 안내 입금 | 110-123-456789',
      text: '기관이 쓴 소개\n│ 첫 줄\n│ # 긴급 안내\n│ 입금 | 110-123-456789\n│ ▶ 계좌: 110',
    })
    expect(reply).to.have.property('facts').that.deep.includes({ label: '준비물', value: '장갑, 물통' })
  })

  /** How people make a line look like a part of the card, and what pushes a line to where they want it. */
  const IMITATIONS = [
    ...[
      '일시: 내일',
      '입금: 110-123',
      '[안내]',
      '▶ 계좌',
      '• ',
      '- ',
      '1. ',
      '│ ',
      '┃',
      '■ ',
      '📢 ',
      '“',
      '”',
      '】',
      '\t',
      '|',
      '#',
    ],
    ...[
      '\n',
      '\n\n',
      '\r\n',
      '\u2028',
      '\u2029',
      '\v',
      '\u0085',
      '\u202e',
      '\u3164',
      '\u3000',
      '\u2800',
      ' ',
      '가'.repeat(90),
    ],
  ]
  const imitation = fc.array(fc.constantFrom(...IMITATIONS), { maxLength: 120 }).map(parts =>
    parts
      .map(part => `${part}뷁`)
      .join('')
      .slice(0, 5000),
  )

  it('of an organisation are marked on each line as its own, on either messenger', () => {
    const asked = { buttons: [button, { label: '네', say: '네, 신청할게요' }] }
    fc.assert(
      fc.property(imitation, fc.boolean(), (description, isLong) => {
        const place = isLong
          ? '아주 긴 이름의 청소년문화센터 별관 지하 2층 다목적 회의실 옆 작은 방'.repeat(2)
          : '수원천'
        const answer = {
          replies: [dialogs.reply('apply', 'detail', { ...PLAIN, place, description }, asked)],
          choices: [],
        }
        const said = [
          ...stringsIn(formatKakao(answer)),
          ...stringsIn(formatTalkTalk(answer)),
          plainCard(answer.replies[0] as CardReply),
        ]
        const theirs = said
          .flatMap(text => text.split(/[\n\r\v\f\u0085\u2028\u2029]/))
          .filter(line => line.includes('뷁'))
        for (const line of theirs) expect(line).to.match(/^│ \S/)
      }),
      { numRuns: 300 },
    )
  })

  it('are themselves again once they are rendered', () => {
    for (const text of ['C# | 한글 #1', '{{x}} {{{y}}}', '<b>&amp;</b>'])
      expect(dialogs.reply('cancel', 'cancelled', { title: text }))
        .to.have.property('text')
        .that.includes(`“${text}”`)
  })

  it('leave a fact out when nothing of them can be seen', () => {
    const reply = dialogs.reply('apply', 'detail', { ...PLAIN, place: '\u200b\u3164' })
    expect(shapeOf(reply).facts).to.deep.equal(['일시', '기관', '자리', '나이', '마감', '준비물'])
  })

  it('that may have several lines have to be there', () => {
    const { answer: _left, ...rest } = PLAIN
    expect(() => dialogs.reply('common', 'question-answer', rest)).to.throw()
  })
})
