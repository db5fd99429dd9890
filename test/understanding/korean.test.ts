/** One form for what people type. */

import { expect } from 'chai'
import { convertHangulToQwerty, disassemble } from 'es-hangul'
import fc from 'fast-check'
import { assemble } from '../../src/understanding/jamo.js'
import { composeLoose, undoLatinMode } from '../../src/understanding/keyboard.js'
import { MOST_CHARACTERS, normalise } from '../../src/understanding/korean.js'

const syllables = fc.string({ unit: fc.integer({ min: 0xac00, max: 0xd7a3 }).map(code => String.fromCharCode(code)) })

describe('normalised Korean', () => {
  const forms: Record<string, string> = {
    tlscjdgkffo: '신청할래',
    'sk tlscjdgkffo': '나 신청할래',
    'ㅅㅣㄴ청 할래': '신청 할래',
    ㅇㅇ: '응',
    'ㄴㄴ 취소': '아니 취소',
    '신청할래욤!!!ㅋㅋㅋ': '신청할래요',
    취소합니당ㅠㅠ: '취소합니다',
    '봉사 참여': '봉사 참여',
    '저기요 혹시 취소돼요?': '취소돼요?',
    안녕하세요: '안녕하세요',
    'VMS 동의': 'vms 동의',
    '1365 연계 hello': '1365 연계 hello',
    하하하하하: '하하',
    '...!!': '',
    '': '',
  }
  for (const [typed, form] of Object.entries(forms)) {
    it(`"${typed}" is read as "${form}"`, () => expect(normalise(typed)).to.equal(form))
  }

  it('reads no more than its limit of a long message', () => {
    expect(normalise('가나 '.repeat(5000)).length).to.be.at.most(MOST_CHARACTERS)
  })

  it('takes any text at all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => typeof normalise(text) === 'string'))
  })
})

describe('letters and keys', () => {
  it('puts any syllables together again out of their letters', () => {
    fc.assert(fc.property(syllables, text => assemble(disassemble(text)) === text))
  })

  it('undoes Latin mode for a sentence of longer words', () => {
    const text = '이번에 신청한 활동을 취소하고 싶어요'
    expect(undoLatinMode(convertHangulToQwerty(text))).to.equal(text)
  })

  it('leaves words and acronyms of other languages alone', () => {
    for (const text of ['hello', 'VMS', 'SNS', 'vms', 'menu', 'thank you', 'PDF'])
      expect(undoLatinMode(text)).to.equal(text)
  })

  it('leaves laughter and short yeses alone', () => {
    for (const text of ['ㅋㅋㅋ', 'ㅇㅇ', '네ㅋㅋ', 'ㅠㅠ']) expect(composeLoose(text)).to.equal(text)
  })

  it('takes any letters', () => {
    const letter = fc.constantFrom(...'ㄱㄲㄳㅏㅐㅘㅢㅎ가각뷁aㅣ ')
    fc.assert(fc.property(fc.string({ unit: letter }), text => typeof composeLoose(text) === 'string'))
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'rsefaqtdwczxvgkoiujphynbml') }),
        text => typeof undoLatinMode(text) === 'string',
      ),
    )
  })
})
