/** Fields of activity by meaning: 플로깅 is 환경ㆍ생태계보호, 유기견 is 동물보호. */
import { createEndings } from '../endings.js'
import type { SlotData, Word } from './data.js'
import type { SlotValues } from './forms.js'
import { createLexicon, type Entry } from './lexicon.js'
import { BETWEEN_WORDS, type Mention, type Scan } from './scan.js'

type Category = NonNullable<SlotValues['category']>
type Sense = { category: Category; kind: Word['kind'] } | 'no-category'

/** What makes 병원 a field rather than a place to go to: 병원 봉사, 병원에서 하는 활동, 병원 쪽. */
const IN_CONTEXT =
  /^\s?(?:에서|에|을|를|이랑|한테|에게|과|와|들|들이랑|들을|들과)?\s?(?:하는|할|하고\s?싶|하러|돕|도와|도우|관련|쪽|분야|봉사|자원|활동|일\s|일$|만나|놀|노는|돌보|보조|안내|지원|관심|좋아|배려|함께|복구|구호)/
const STRENGTH: readonly Word['kind'][] = ['always', 'in-context', 'weak']
const particles = createEndings(
  ['이요', '요', '이에요', '예요', '은요', '는요', '은', '는', '이', '가', '을', '를', '으로', '로', '도', '만'].concat(
    BETWEEN_WORDS,
  ),
)

export function createCategoryReader({ categories, notCategories }: SlotData) {
  const lexicon = createLexicon<Sense>([
    ...categories.flatMap(({ category, words }) =>
      words.map(({ word, kind }): Entry<Sense> => ({ word, value: { category, kind } })),
    ),
    ...notCategories.map((word): Entry<Sense> => ({ word, value: 'no-category' })),
  ])
  return (scan: Scan): Mention<Category>[] => {
    const text = scan.rest()
    const found = lexicon.find(scan, (sense, start, end) => {
      if (sense === 'no-category' || sense.kind !== 'in-context') return true
      const after = text.slice(end)
      return IN_CONTEXT.test(after) || particles.make(text.slice(0, start) + after)
    })
    const said = found.flatMap(({ value, start, end }) =>
      value === 'no-category' ? [] : [{ value: value.category, start, end, kind: value.kind }],
    )
    // "지역아동센터 멘토링" is mentoring: the plainer word wins over one that needs company.
    const best = STRENGTH.find(kind => said.some(one => one.kind === kind))
    const mentions = said.filter(one => one.kind === best).map(({ value, start, end }) => ({ value, start, end }))
    for (const { start, end } of mentions) scan.blank(start, end)
    return mentions
  }
}
