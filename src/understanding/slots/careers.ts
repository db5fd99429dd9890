/** Occupations and fields that a person wants to become or study, in their own word. */
import type { SlotData } from './data.js'
import { createLexicon } from './lexicon.js'
import type { Mention, Scan } from './scan.js'

type Kind = SlotData['careers'][number]['kind']

const FUTURE =
  /꿈|되고|될\s?거|되려|장래|희망|진로|직업|지망|전공|관심|하고\s?싶은\s?일|커서|나중에|목표|진학|준비|학과|대학|쪽으로\s?(?:가|나가)/
const FIELD = /^\s?(?:쪽|분야|계열|계통|관련|업계|직종|진로|전공|학과|과\s|과$|에\s?관심|이?\s?꿈)/
const PARTICLE =
  /^(?:$|[^가-힣]|이[고라라며나]|[가이를을로도와과랑의은는요만]|에|으로|인데|예요|이에요|쪽|되|관련|분야|지망|희망|체험|직업|준비|한테|처럼|였|이었|입)/

export function createCareerReader({ careers }: SlotData) {
  const lexicon = createLexicon<Kind>(careers.flatMap(({ kind, words }) => words.map(word => ({ word, value: kind }))))
  return (scan: Scan): Mention<string>[] => {
    const text = scan.rest()
    const aboutFuture = FUTURE.test(scan.text)
    const found = lexicon.find(scan, (kind, start, end) => {
      const after = text.slice(end)
      if (/[가-힣A-Za-z]/.test(text[start - 1] ?? '')) return false
      if (kind === 'field') return aboutFuture && FIELD.test(after)
      return PARTICLE.test(after) && (kind === 'occupation' || aboutFuture)
    })
    for (const { start, end } of found) scan.blank(start, end)
    return found.map(({ start, end }) => ({ value: scan.text.slice(start, end), start, end }))
  }
}
