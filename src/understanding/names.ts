/** The words of a sentence that may name a program, and whether a title bears them. */
import { toJamo } from '../domain/jamo.js'
import { createEndings } from './endings.js'
import { similarity } from './similarity.js'
import type { Slots } from './slots.js'

/** Words of asking and doing that name nothing. */
const asking = createEndings(
  (
    '둘이서 셋이서 넷이서 둘이랑 셋이랑 둘이 셋이 넷이 친구 친구들 동생 가족 이랑 랑 하고 다른 딴 더 또 비슷한 이런 그런 저런 이제 혹시 전화 연락 봉사활동 자원봉사 봉사 활동 프로그램 신청 지원 참여 참가 접수 등록 취소 확인 하기 해요 해도 가게 나도 저도 내가 제가 저 나 좀 응 네 ' +
    '그냥 말고 이거 그거 저거 거기 근데 그리고 준비물 준비 담당자 연락처 전화번호 번호 장소 위치 주소 마감 자리 승인 복장 나이 뭐야 뭐 뭘 머 몇 시 살 학년 시간 ' +
    '온라인 비대면 근처 주변 가까운 한 했던 해둔 그날 그때 대박 헐 헉 우와 와 오 진짜 완전 인가 둘 둘다 전부 모두 다 같이 요 을 를 은 는 이 가 에 에서 로 으로 도 한테 에게'
  ).split(' '),
  '하고싶 나는데 나오는 나와요 해볼 해보 해봐 걸어 걸게 물어 여쭤 좋다 좋네 좋아 좋겠 좋을 괜찮 귀엽 귀여 예쁘 이쁘 마음에 찾아 찾고 찾는 찾을 골라 고를 추천 할만한 하는 바꿔 바꾸 바꿀 옮기 옮겨 옮길 궁금 끝나 끝남 시작 가면 가야돼 가야되 가야해 가야하 모여 모이 남았 필요 가져 챙겨 인정 까지 부터 끌리 끌려 땡기 땡겨 낫겠 낫다 나을 재밌겠 재밌어 할거 할래 할게 할께 해줘 해주 하려고 할수있 되나 돼 될까 갈래 갈게 못 됐 되었 어떻게 언제 어디 알려 보여 있 없 어때 아니'.split(
    ' ',
  ),
)
/** A wish is two words, so it is taken out before the sentence is taken apart. */
const WISHING = /(?:하고|가고|해 ?보고) ?싶\S*/gu
/** Words of time, which are understood as such. */
const TEMPORAL =
  /^(?:이번|다음|다다음|담|매|주|주말|평일|오늘|내일|모레|글피|오전|오후|아침|점심|저녁|밤|.?요일|.?욜)$|\d/u
const SHORTEST = 2
/** Letters: two syllables. */
const SHORTEST_TITLE = 4
const LEAST_SIMILARITY = 0.6

/** What may be names: not the asking, the time, the place or the field. */
export function namesIn({ text, slots }: { readonly text: string; readonly slots: Slots }): string[] {
  const { region, category } = slots
  const understood = [region && 'sido' in region ? region.sido : '', region?.sigungu ?? '', category ?? '']
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(WISHING, ' ')
    .replace(/해 (?=[주줘])/gu, '해')
    .split(' ')
    .map(word => word.slice(0, asking.startIn(word)))
    .filter(word => [...word].length >= SHORTEST && !TEMPORAL.test(word))
    .filter(word => !understood.some(known => known.includes(word)))
}

const LONGEST_TITLE = 60
const MOST_WORDS = 20

/** The word right before 봉사 or 활동, when it may be what is done there: "합창단 봉사". */
export function kindIn(text: string, names: readonly string[]): string | undefined {
  const [, kind] = KIND.exec(text) ?? []
  return kind && names.includes(kind) && !DESCRIBING.test(kind) ? kind : undefined
}
const KIND = /([가-힣]{2,10})\s(?:자원)?(?:봉사|활동)/
/** Ends as a verb before a noun does, or says of every activity what it is. */
const DESCRIBING =
  /[는은한할될던인본갈린른데서런]$|^(?:어떤|무슨|관련|정기|청소년|실내|야외|신규|베스트|시설|동네|우리|저희|방학|학교|교내|교외|기관|단체|개인|주말|평일)$/

/** Every stretch of a sentence that may be a whole title, taken apart by `toJamo`: it begins where a word does and ends anywhere. */
export function titlesIn(text: string): string[] {
  const words = text
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, MOST_WORDS)
  const stretches = words.flatMap((_, first) => {
    let stretch = ''
    return [...words.slice(first).join('')].slice(0, LONGEST_TITLE).map(letter => {
      stretch += toJamo(letter)
      return stretch
    })
  })
  return [...new Set(stretches)].filter(({ length }) => length >= SHORTEST_TITLE)
}

/**
 * Of the titled things those that the sentence names to the letter, and names nothing beside: "수원천 플로깅" is more than 플로깅. Of
 * titles within titles only the longest.
 */
export function exactlyNamed<T>(
  { text, names }: { readonly text: string; readonly names: readonly string[] },
  things: readonly T[],
  titleOf: (thing: T) => string,
): readonly T[] {
  const whole = toJamo(text)
  const held = things
    .map(thing => ({ thing, title: toJamo(titleOf(thing)) }))
    .filter(({ thing, title }) => isTitle(titleOf(thing)) && whole.includes(title))
  const longest = Math.max(...held.map(({ title }) => title.length))
  const named = names.map(toJamo)
  return held
    .filter(({ title }) => title.length === longest && named.every(name => title.includes(name)))
    .map(({ thing }) => thing)
}

/** A title of one word of asking ("봉사") cannot be told from asking. */
function isTitle(title: string): boolean {
  return toJamo(title).length >= SHORTEST_TITLE && !asking.make(title.replace(/[^\p{L}\p{N}]+/gu, ''))
}

/** Whether the title has all of the names in it, or nearly so. */
export function bears(title: string, names: readonly string[]): boolean {
  const whole = toJamo(title)
  return names.length > 0 && names.every(name => similarity(toJamo(name), whole) >= LEAST_SIMILARITY)
}
