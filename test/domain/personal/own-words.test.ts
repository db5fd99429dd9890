/** The project's own texts say which words are no names; a name that stands in them is one all the same. */
import { expect } from 'chai'
import { withOwnWords } from '../../../src/domain/personal/own-words.js'
import { readPersonalWords } from '../../../src/domain/personal/word-lists.js'

const LISTS: Readonly<Record<string, string>> = {
  surnames: '김 장 이 하',
  given: '장 김 수 민 늘 하',
  'given-names': '민수',
  'names-also-words': '하늘',
  ordinary: '신입생',
  endings: 'particle 을 이\ncopula 예요',
}
const words = readPersonalWords(list => LISTS[list] ?? '')

describe('words of the project’s own texts', () => {
  const { ordinary } = withOwnWords(words, ['# 배추는 노트\n김장을 도와요, 하늘이 맑아요', '저는 김민수예요, 민수예요'])

  it('are ordinary, with and without what stands behind them', () => {
    expect(ordinary).to.include.all.keys('김장을', '김장', '맑아요', '신입생')
  })

  it('are not those of notes', () => {
    expect(ordinary).to.not.include.keys('배추는', '노트')
  })

  it('are names where they are names', () => {
    for (const name of ['김민수예요', '김민수', '민수예요', '민수', '하늘'])
      expect(ordinary.has(name), name).to.equal(false)
  })
})
