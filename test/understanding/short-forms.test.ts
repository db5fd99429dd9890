/** Initial letters, emoji and English words are read as the words they stand for. */
import { expect } from 'chai'
import { undoLatinMode } from '../../src/understanding/keyboard.js'
import { normalise } from '../../src/understanding/korean.js'
import { SHORT_FORMS, spellOut } from '../../src/understanding/short-forms.js'

const rows = SHORT_FORMS.split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t') as [string, string])

describe('short forms', () => {
  it('each stand for one word only', () => {
    const forms = rows.flatMap(([, written]) => written.split(','))
    expect(new Set(forms).size).to.equal(forms.length)
    expect(new Set(rows.map(([word]) => word)).size).to.equal(rows.length)
  })

  for (const [word, written] of rows) {
    for (const form of written.split(',')) {
      it(`"${form}" is read as "${word}"`, () => {
        expect(spellOut(form).trim()).to.equal(word)
        expect(normalise(form)).to.equal(word)
        expect(undoLatinMode(form), 'no slip of the keyboard').to.equal(form)
      })
    }
  }

  it('are held, run together and dressed', () => {
    const dressed: Record<string, string> = {
      ㄱㄱㄱㄱ: '고고',
      ㅇㅋㅇㅋ: '오케이 오케이',
      ㄱㅅㅋㅋ: '감사',
      '👍🏽👍🏽': '응 응',
      '🙆‍♀️': '응',
      ㅅㅊ할래: '신청 할래',
      'Cancel PLEASE!': '취소 해 주세요',
    }
    for (const [typed, read] of Object.entries(dressed)) expect(normalise(typed), typed).to.equal(read)
  })

  it('are not found inside English words', () => {
    for (const text of ['seoulmate', 'weekender', 'cancellation', 'joint', 'finder'])
      expect(spellOut(text)).to.equal(text)
  })
})
