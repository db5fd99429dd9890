/** The file of questions, and finding the one that was asked. */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { featuresOf } from '../../src/understanding/features.js'
import { normalise } from '../../src/understanding/korean.js'
import { createQuestions, createRetrieval, LONGEST_ANSWER, parseQuestions } from '../../src/understanding/questions.js'

const asking = (text: string) => ({ features: featuresOf(normalise(text)) })

const SHIPPED = readFileSync(new URL('../../dialogs/questions.txt', import.meta.url), 'utf8')

describe('the shipped questions', () => {
  const shipped = parseQuestions(SHIPPED)
  const { answerTo, answer } = createQuestions(shipped)

  it('are at least sixty, each once, asked in several ways, with a source and an answer that fits', () => {
    expect(shipped.length).to.be.at.least(60)
    expect(new Set(shipped.map(({ id }) => id)).size).to.equal(shipped.length)
    for (const { id, asked, answer, source } of shipped) {
      expect(asked.length, id).to.be.at.least(3)
      expect(answer.length, id).to.be.within(10, LONGEST_ANSWER)
      expect(source, id).to.not.equal('')
    }
  })

  it('have a general answer for each faq intent', () => {
    for (const id of ['faq_eligibility', 'faq_hours_policy', 'faq_cancel_policy', 'faq_preparation', 'faq_insurance']) {
      expect(answer(id, asking('음 그냥 궁금해서요'))?.id).to.equal(id)
    }
  })

  const asked: Record<string, string> = {
    '헌혈하면 시간 줘?': 'blood',
    '생기부에 적히는지 궁금해여': 'school-record',
    '나이스에 30분은 왜 안 떠요': 'neis-whole-hours',
    'vms가 머임': 'what-is-vms',
    '1365랑 두볼 차이': 'portals-compared',
    '가족이랑 봉사할 수 있어요?': 'family',
    '군대 가산점 몇 점이에요': 'military',
  }
  for (const [text, id] of Object.entries(asked)) {
    it(`"${text}" finds ${id}`, () => expect(answerTo(asking(text))?.id).to.equal(id))
  }

  it('answers a specific question even where the intent has a general answer', () => {
    expect(answer('faq_hours_policy', asking('헌혈하면 몇 시간 인정돼요?'))?.id).to.equal('blood')
  })

  it('answers nothing that is not there', () => {
    for (const text of ['떡볶이 먹고 싶다', '오늘 야구 누가 이겼어', '', 'ㅋㅋㅋ'])
      expect(answerTo(asking(text))).to.equal(undefined)
    expect(answer('faq', asking('떡볶이 먹고 싶다'))).to.equal(undefined)
  })

  it('are found by two of three ways of asking when just that way is taken away', () => {
    const nearest = createRetrieval(shipped)
    const tries = shipped.flatMap(({ id, asked }) =>
      asked.map(text => nearest(asking(text).features, text)?.question.id === id),
    )
    expect(tries.filter(Boolean).length / tries.length).to.be.at.least(0.65)
  })
})

describe('a file of questions', () => {
  it('is refused, with the name of the entry, when an entry lacks its source or its answer is too long', () => {
    expect(() => parseQuestions('[one]\n질문: 뭐예요\n답: 이거예요')).to.throw('one')
    expect(() => parseQuestions(`[two]\n질문: 뭐예요\n답: ${'가'.repeat(LONGEST_ANSWER + 1)}\n근거: 안내`)).to.throw(
      'two',
    )
  })

  it('keeps a link where there is one', () => {
    const [question] = parseQuestions('[one]\n질문: 뭐예요\n답: 이거예요\n근거: 안내\n링크: https://example.kr')
    expect(question).to.deep.equal({
      id: 'one',
      asked: ['뭐예요'],
      answer: '이거예요',
      source: '안내',
      link: 'https://example.kr',
    })
  })
})
