/** What is kept readable of what people type: the sentence, not the number. */
import { expect } from 'chai'
import fc from 'fast-check'
import { createToken } from '../../src/platform/cipher.js'
import { loadMasker } from '../../src/services/masking.js'

const masker = loadMasker()
const maskUtterance = (text: string, ...known: string[]) => masker.mask(text, known).text

const fullWidth = (text: string) => text.replace(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
const numerals = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map(each => each.join(''))

/** What people put between the three groups of a phone number. */
const gap = fc.constantFrom('', '-', ' ', '.', '–', '—', '~', '/', ' - ', '·', 'ㅡ', '\n', '  ')
const around = fc.constantFrom('', ' ', '번호는 ', '(', '연락처:', '제 폰 ')
const behind = fc.constantFrom('', ' ', '이에요', '로 전화 주세요', ')', '.', '\n')
const country = fc.constantFrom('0', '+82 ', '+82-', '82', '+820')
const prefix = fc.constantFrom('10', '11', '16', '17', '18', '19')

describe('masking what was typed', () => {
  it('leaves no mobile number, in whatever spelling', () => {
    fc.assert(
      fc.property(
        fc.record({ around, country, prefix, gap, middle: numerals(4), last: numerals(4), behind, wide: fc.boolean() }),
        ({ around, country, prefix, gap, middle, last, behind, wide }) => {
          const number = `${country}${prefix}${gap}${middle}${gap}${last}`
          const masked = maskUtterance(`${around}${wide ? fullWidth(number) : number}${behind}`)
          expect(masked.normalize('NFKC')).to.not.match(/\d{2}/)
          expect(masked).to.match(/\[(?:전화번호|주민번호)\]/)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('leaves no resident number', () => {
    fc.assert(
      fc.property(numerals(6), gap, fc.integer({ min: 1, max: 8 }), numerals(6), (birth, between, sex, rest) => {
        expect(maskUtterance(`주민번호 ${birth}${between}${sex}${rest}요`)).to.not.match(/\d{2}/)
      }),
    )
    expect(maskUtterance('100301-3******')).to.equal('[주민번호]')
  })

  it('leaves no code of six digits', () => {
    fc.assert(fc.property(numerals(6), code => !maskUtterance(`인증번호 ${code}이에요`).includes(code)))
    expect(maskUtterance(fullWidth('123456'))).to.equal('[인증번호]')
  })

  it('leaves no token', () => {
    const token = createToken()
    expect(maskUtterance(`이거요 ${token}`)).to.equal('이거요 [입장코드]')
    expect(masker.hideTokens(`{"url":"https://sonmoa.example/link#${token}"}`)).to.equal(
      '{"url":"https://sonmoa.example/link#[입장코드]"}',
    )
  })

  for (const [typed, kept] of [
    ['gildong.hong+a@mail.example.com이에요', '[이메일]'],
    ['02-123-4567로 해 주세요', '[전화번호]로 해 주세요'],
    ['031 123 4567', '[전화번호]'],
    ['2010년 3월 1일생인데요', '[생년월일]인데요'],
    ['홍길동 010-1234-5678 hong@example.com', '[이름] [전화번호] [이메일]'],
  ] as const)
    it(`turns “${typed}” into “${kept}”`, () => {
      expect(maskUtterance(typed).startsWith(kept)).to.equal(true)
    })

  for (const sentence of [
    '2026-11-28 토요일 14:00~17:00 수원 봉사',
    '11월 28일(토) 오후 2시부터 5시까지 10명이요',
    '1365 봉사 150분, 3시간 30분',
    '10시~12시 1000명',
    '12월 25일 10:00 ~ 12:30',
    '2025년 봉사 시간 보여줘',
  ])
    it(`leaves “${sentence}” as it is`, () => {
      expect(maskUtterance(sentence)).to.equal(sentence)
    })

  it('masks what is masked already no further', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        const once = maskUtterance(text)
        expect(maskUtterance(once)).to.equal(once)
      }),
    )
  })
})
