/** Promises of the slot reader that hold for any words, any day and every name in the shipped lists. */
import { expect } from 'chai'
import fc from 'fast-check'
import { CATEGORIES } from '../../src/domain/category.js'
import { loadSlotData, parseSlotData, type SlotReader } from '../../src/understanding/slots.js'
import { shippedReader, TODAY } from './readings.js'
import { slotsSchema } from './slots-schema.js'

const DAY_MS = 86_400_000
const LETTERS = '일월화수목금토'
const SINO = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구']
const sino = (number: number) =>
  number < 10 ? SINO[number]! : `${number < 20 ? '' : SINO[Math.floor(number / 10)]}십${SINO[number % 10]}`

const addDays = (day: string, count: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)

/** A day from 2024 to 2027, on which the reader is asked. */
const someDay = fc.integer({ min: 0, max: 1460 }).map(count => addDays('2024-01-01', count))
/** How many days ahead: under a year, so that a day without a year names one day only. */
const ahead = fc.integer({ min: 0, max: 364 })

const MONTH_WORDS: Record<number, string> = { 6: '유', 10: '시' }
const renderings: ((day: string) => string)[] = [
  day => day,
  day => day.replaceAll('-', '.'),
  day => day.replaceAll('-', '/'),
  day => day.replaceAll('-', ''),
  day => `${day.slice(0, 4)}년 ${Number(day.slice(5, 7))}월 ${Number(day.slice(8))}일`,
  day => `${Number(day.slice(5, 7))}월 ${Number(day.slice(8))}일`,
  day => `${Number(day.slice(5, 7))}월${Number(day.slice(8))}일에`,
  day => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`,
  day => `${day.slice(5, 7)}.${day.slice(8)}`,
  day => {
    const month = Number(day.slice(5, 7))
    return `${MONTH_WORDS[month] ?? sino(month)}월 ${sino(Number(day.slice(8)))}일`
  },
  day => `${Number(day.slice(5, 7))}월 ${Number(day.slice(8))}일(${LETTERS[new Date(day).getUTCDay()]})`,
]

describe('slots: promises', () => {
  let read: SlotReader
  before(async () => {
    read = await shippedReader()
  })

  it('reads a day back however it is written', () => {
    fc.assert(
      fc.property(someDay, ahead, fc.constantFrom(...renderings), (today, count, render) => {
        const day = addDays(today, count)
        expect(read(`${render(day)} 봉사`, today).dates).to.deep.equal({ from: day, to: day })
      }),
      { numRuns: 500 },
    )
  })

  it('reads a range back, whichever of its ends go without a month', () => {
    fc.assert(
      fc.property(someDay, ahead, fc.integer({ min: 1, max: 27 }), (today, count, length) => {
        const from = addDays(today, count)
        const to = addDays(from, length)
        const [month, next] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))]
        const end = month === next ? `${Number(to.slice(8))}일` : `${next}월 ${Number(to.slice(8))}일`
        const said = `${month}월 ${Number(from.slice(8))}일부터 ${end}까지`
        expect(read(said, today).dates).to.deep.equal({ from, to })
      }),
    )
  })

  it('takes a bare weekday for the next one, today included, and the last one for what was done', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 6 }), (today, weekday) => {
        const next = read(`${LETTERS[weekday]}요일`, today).dates?.from ?? ''
        const last = read(`${LETTERS[weekday]}요일`, today, 'hours').dates?.from ?? ''
        for (const day of [next, last]) expect(new Date(day).getUTCDay()).to.equal(weekday)
        expect(next >= today && next < addDays(today, 7)).to.equal(true)
        expect(last <= today && last > addDays(today, -7)).to.equal(true)
      }),
    )
  })

  it('starts weeks on Monday and leaves out what is past of this weekend', () => {
    fc.assert(
      fc.property(someDay, today => {
        const week = read('다음 주', today).dates
        expect(new Date(week?.from ?? '').getUTCDay()).to.equal(1)
        expect(addDays(week?.from ?? '', 6)).to.equal(week?.to)
        const weekend = read('이번 주말', today).dates
        expect(weekend && weekend.to >= today && weekend.from >= addDays(weekend.to, -1)).to.equal(true)
        expect(addDays(weekend?.to ?? '', 1)).to.equal(week?.from)
      }),
    )
  })

  it('keeps the form and never throws, whatever is typed', () => {
    const words = fc.constantFrom(
      ...[
        '다음',
        '주',
        '말',
        '월',
        '일',
        '시',
        '분',
        '부터',
        '까지',
        '말고',
        '아니',
        '토요일',
        '십',
        '열',
        '12',
        '/',
        '~',
        ' ',
      ],
      ...[
        '오후',
        '반',
        '중구',
        '수원',
        '매주',
        '첫째',
        '작년',
        '설',
        '연휴',
        '명',
        '시간',
        '뒤',
        '안 되고',
        '로 바꿔',
        '99',
        '유기견',
      ],
    )
    const typed = fc.oneof(
      fc.array(words, { maxLength: 30 }).map(parts => parts.join('')),
      fc.array(fc.integer({ min: 0xac00, max: 0xd7a3 }), { maxLength: 80 }).map(codes => String.fromCharCode(...codes)),
      fc.string({ unit: 'grapheme', maxLength: 250 }),
    )
    const intent = fc.constantFrom(undefined, 'apply', 'hours', 'check', 'certificate')
    fc.assert(
      fc.property(typed, someDay, intent, (text, today, of) => {
        slotsSchema.parse(read(text, today, of))
      }),
      { numRuns: 1000 },
    )
  })

  it('answers within 50 ms whatever is repeated', () => {
    const pieces = [
      '일 월 ',
      '십',
      '토,',
      '다음 주 ',
      '한 시 ',
      '1',
      '오전 ',
      '서울',
      '매주 토 ',
      '아니 ',
      '년 월 일 생',
    ]
    for (const piece of pieces) {
      const start = performance.now()
      read(piece.repeat(200), TODAY)
      expect(performance.now() - start, piece).to.be.below(50)
    }
  })

  it('reads no further than 200 characters', () => {
    expect(read(`${'가 '.repeat(100)}토요일`, TODAY)).to.deep.equal({})
    expect(read(`${'가 '.repeat(90)}토요일`, TODAY).dates).not.to.equal(undefined)
  })

  it('leaves a holiday open for a year that the almanac lacks', () => {
    expect(read('추석', '2027-12-01').dates).to.equal(undefined)
    expect(read('내년 설날', '2027-12-01').dates).to.equal(undefined)
  })
})

describe('slots: the shipped lists', () => {
  it('know all 17 시도 and 229 시군구', async () => {
    const { places } = await loadSlotData('intents/slots')
    expect(new Set(places.map(({ sido }) => sido)).size).to.equal(17)
    // 228 and, of Incheon's new districts, three; 세종 has none.
    expect(places.filter(({ sigungu }) => sigungu).length).to.equal(231)
    expect(places.flatMap(({ names }) => names).length).to.be.above(229 + 17 + 150)
  })

  it('read every place by its full name, and by each name with its 시도', async () => {
    const read = await shippedReader()
    const { places } = await loadSlotData('intents/slots')
    for (const { sido, sigungu, names } of places) {
      expect(read(`${sido} ${sigungu ?? ''}에서`, TODAY).region).to.deep.equal(sigungu ? { sido, sigungu } : { sido })
      if (!sigungu) continue
      for (const { word } of names)
        expect(read(`${sido} ${word}에서`, TODAY).region, `${sido} ${word}`).to.deep.equal({ sido, sigungu })
    }
  })

  it('have a word for every field, at least 200, and at least 120 careers', async () => {
    const { categories, careers } = await loadSlotData('intents/slots')
    expect(categories.map(({ category }) => category)).to.have.members([...CATEGORIES])
    expect(categories.flatMap(({ words }) => words).length).to.be.above(200)
    expect(careers.flatMap(({ words }) => words).length).to.be.above(120)
  })

  it('are refused when they name a field or a kind of career that does not exist', () => {
    const empty = { regions: '', categories: '', careers: '' }
    expect(() => parseSlotData({ ...empty, categories: '환경보호\t플로깅' })).to.throw()
    expect(() => parseSlotData({ ...empty, careers: '일\t의사' })).to.throw()
    expect(() => parseSlotData({ ...empty, regions: '\t중구\t명동' })).to.throw()
  })
})
