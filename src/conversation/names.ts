/** The words of a sentence that may name a program, and whether a title bears them. */
import { toJamo } from '../domain/jamo.js'
import { likeness } from './likeness.js'
import type { Understanding } from './understand.js'

/** Words of asking and doing that name nothing. */
const ASKING =
  /(?:봉사\s*활동|자원\s*봉사|봉사|활동|프로그램|신청|지원|참여|참가|접수|등록|취소|확인|하고\s*싶\S*|할\s*거\S*|할래\S*|할게\S*|할께\S*|해\s*줘\S*|해\s*주\S*|하려고\S*|할\s*수\s*있\S*|하기|해요|해도|되나\S*|돼\S*|될까\S*|갈래\S*|갈게\S*|가게|못\S*|됐\S*|되었\S*|어떻게\S*|언제\S*|어디\S*|알려\S*|보여\S*|있\S*|없\S*|어때\S*|나도|저도|내가|제가|저|나|좀|응|네|아니\S*|그냥|말고|이거|그거|저거|거기|요|을|를|은|는|이|가|에|에서|로|으로|도)+$/u
/** A wish is two words, so it is taken out before the sentence is taken apart. */
const WISHING = /(?:하고|가고|해\s?보고|참여하고|신청하고)\s*싶\S*/gu
/** Words of time, which are understood as such. */
const TEMPORAL =
  /^(?:이번|다음|다다음|담|매|주|주말|평일|오늘|내일|모레|글피|오전|오후|아침|점심|저녁|밤|.?요일|.?욜|.*\d.*)$/u
const SHORTEST = 2
const LEAST_LIKENESS = 0.6

/** What may be names: not the asking, the time, the place or the field. */
export function namesIn({ text, slots }: Pick<Understanding, 'text' | 'slots'>): string[] {
  const { region, category } = slots
  const understood = [region && 'sido' in region ? region.sido : '', region?.sigungu ?? '', category ?? '']
  return text
    .replace(/[^\p{L}\p{N}\s]+/gu, ' ')
    .replace(WISHING, ' ')
    .replace(/해\s+(?=[주줘])/gu, '해')
    .split(/\s+/)
    .map(word => word.replace(ASKING, ''))
    .filter(word => [...word].length >= SHORTEST && !TEMPORAL.test(word))
    .filter(word => !understood.some(known => known.includes(word)))
}

/** Whether the title has all of the names in it, or nearly so. */
export function bears(title: string, names: readonly string[]): boolean {
  const whole = toJamo(title)
  return names.length > 0 && names.every(name => likeness(toJamo(name), whole) >= LEAST_LIKENESS)
}
