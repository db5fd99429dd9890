/** Answers for property tests: absurd ones that no flow would give, and fair ones as the conversation promises them. */
import fc from 'fast-check'
import type { Answer, Button, CardReply, Choice, ListReply, Reply } from '../../src/messengers/messenger.js'

const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map(units => String.fromCharCode(...units))
const korean = fc
  .array(fc.constantFrom('봉사', '수원에서', '토요일', '열려요.', '신청', '어때요?', '\n', '\n\n', '👨‍👩‍👧‍👦', 'é'), {
    maxLength: 30,
  })
  .map(words => words.join(' '))
const long = fc
  .tuple(fc.constantFrom('가', '나 ', '👍🏽', 'e\u0301\u0302', '줄\n', '\ud83d'), fc.integer({ min: 1, max: 5000 }))
  .map(([unit, times]) => unit.repeat(times))
export const anyText = fc.oneof(codeUnits, korean, long, fc.constantFrom('', ' ', '\n', '\0'))

const url = fc.constantFrom(
  'https://example.com/a',
  'http://example.com/b?c=d',
  '',
  'javascript:alert(1)',
  'tel:15880000',
  '\ud800',
)
const anyChoice: fc.Arbitrary<Choice> = fc.record(
  { label: anyText, say: anyText, value: anyText },
  { requiredKeys: ['label', 'say'] },
)
const anyButton: fc.Arbitrary<Button> = fc.oneof(
  anyChoice,
  fc.record({ label: anyText, url }),
  fc.record({ label: anyText, phone: fc.oneof(anyText, fc.constantFrom('109', '0212345678')) }),
  fc.record({ label: anyText, operator: fc.constant(true as const) }),
)
const anyCard: fc.Arbitrary<CardReply> = fc.record(
  {
    kind: fc.constant('card' as const),
    title: anyText,
    text: anyText,
    facts: fc.array(fc.record({ label: fc.oneof(anyText, fc.constant('장소')), value: anyText }), { maxLength: 14 }),
    image: fc.record({ url, alt: anyText }),
    buttons: fc.array(anyButton, { maxLength: 14 }),
  },
  { requiredKeys: ['kind', 'title'] },
)
const anyItem = fc.record({ title: anyText, text: anyText, choice: anyChoice })
const anyList: fc.Arbitrary<ListReply> = fc.record(
  {
    kind: fc.constant('list' as const),
    title: anyText,
    items: fc.array(anyItem, { maxLength: 25 }),
    buttons: fc.array(anyButton, { maxLength: 6 }),
  },
  { requiredKeys: ['kind', 'title', 'items'] },
)
const anyReply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: anyText }),
  anyCard,
  anyList,
)
export const absurdAnswer: fc.Arbitrary<Answer> = fc.record({
  replies: fc.array(anyReply, { maxLength: 40 }),
  choices: fc.array(anyChoice, { maxLength: 30 }),
})

/** `n` keeps every word of an answer apart from every other. */
function fairChoice(n: string): fc.Arbitrary<Choice> {
  const [label, say] = [`버튼 ${n}`, `${n}번으로 할래요`]
  return fc.constantFrom<Choice>({ label, say }, { label, say, value: `value:${n}` })
}
function sentence(n: string, most: number): fc.Arbitrary<string> {
  return fc
    .integer({ min: 1, max: most })
    .map(length => `${n} ${'수원에서 열려요. '.repeat(500)}`.slice(0, length + 4).trim())
}
function fairCard(n: string): fc.Arbitrary<CardReply> {
  const buttons = fc.tuple(fairChoice(`${n}a`), fc.constant<Button>({ label: '지도', url: `https://example.com/${n}` }))
  const facts = ['일시', '장소', '정원'].map(label => ({ label, value: `${label} ${n}` }))
  return fc.record(
    {
      kind: fc.constant('card' as const),
      title: fc.constant(`활동 ${n}`),
      text: sentence(`설명 ${n}`, 150),
      facts: fc.constant(facts),
      image: fc.constant({ url: `https://example.com/${n}.png`, alt: `사진 ${n}` }),
      buttons,
    },
    { requiredKeys: ['kind', 'title', 'buttons'] },
  )
}
function fairList(n: string): fc.Arbitrary<ListReply> {
  const items = [1, 2, 3, 4, 5].map(item =>
    fairChoice(`${n}-${item}`).map(choice => ({ title: `활동 ${n}-${item}`, text: `11월 ${item}일 수원`, choice })),
  )
  return fc.record({
    kind: fc.constant('list' as const),
    title: fc.constant(`목록 ${n}`),
    items: fc.tuple(...items).chain(all => fc.integer({ min: 1, max: 5 }).map(count => all.slice(0, count))),
    buttons: fc.array(fairChoice(`${n}z`), { maxLength: 1 }),
  })
}
function fairReply(n: string): fc.Arbitrary<Reply> {
  return fc.oneof(
    sentence(`문장 ${n}`, 900).map(text => ({ kind: 'text' as const, text })),
    fairCard(n),
    fairList(n),
  )
}
/** At most three replies and ten choices with short labels. */
export const fairAnswer: fc.Arbitrary<Answer> = fc.record({
  replies: fc
    .tuple(fairReply('1'), fairReply('2'), fairReply('3'))
    .chain(all => fc.integer({ min: 1, max: 3 }).map(n => all.slice(0, n))),
  choices: fc
    .tuple(...['가', '나', '다', '라', '마', '바'].map(fairChoice))
    .chain(all => fc.integer({ min: 0, max: 6 }).map(n => all.slice(0, n))),
})

export function choicesOf({ replies, choices }: Answer): Choice[] {
  const inReplies = replies.flatMap(reply => {
    if (reply.kind === 'text') return []
    const items = reply.kind === 'list' ? reply.items.map(item => item.choice) : []
    return [...items, ...(reply.buttons ?? []).filter((button): button is Choice => 'say' in button)]
  })
  return [...choices, ...inReplies]
}

/** Everything that a person should read somewhere in the answer. */
export function wordsOf({ replies }: Answer): string[] {
  return replies.flatMap(reply => {
    if (reply.kind === 'text') return [reply.text]
    if (reply.kind === 'list') return [reply.title, ...reply.items.flatMap(({ title, text }) => [title, text])]
    return [reply.title, reply.text ?? '', ...(reply.facts ?? []).flatMap(({ label, value }) => [label, value])]
  })
}

/** Every string in a JSON value, in order. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
/** All strings as one, without space: a text that was split over bubbles is whole again in it. */
export function squeezed(value: unknown): string {
  return squeeze(stringsIn(value).join(''))
}
export function squeeze(text: string): string {
  return text.replace(/\s/g, '')
}
