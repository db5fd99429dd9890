/** Words that point back at what was shown: "거기 말고", "그 다음 날은?", "같은 시간에 다른 데", "더 없어?", "아까 그거". */

export type Aspect = 'place' | 'day' | 'time'

/** What a sentence wants in the light of the last search. */
export interface Reference {
  /** Another one of these is wanted. */
  readonly other: readonly Aspect[]
  /** These stay as they were. */
  readonly same: readonly Aspect[]
  /** So many days after those spoken of; before them when negative. */
  readonly days: number
  /** The next page of the same, or the same page again. */
  readonly page: 'next' | 'same' | undefined
}

/** A longer sentence has a subject of its own: "같은 시간에 다른 활동을 신청했는데 괜찮아요?". */
const MOST_LETTERS = 16
const REFUSED = '(?:은|는|에|에는|엔)?\\s*(?:말고|말구|빼고|싫|별로|안\\s*[되돼]|못)'

const OTHER: Readonly<Record<Aspect, RegExp>> = {
  place: new RegExp(
    `(?:거기|여기|그곳|그\\s*(?:동네|지역|쪽|데))${REFUSED}|(?:다른|딴)\\s*(?:데|곳|동네|지역|장소|도시)|멀어|가까운\\s*[데곳]`,
  ),
  day: new RegExp(`(?:[그이]\\s*날|그때)${REFUSED}|(?:다른|딴)\\s*(?:날|요일)`),
  time: new RegExp(`그\\s*시간${REFUSED}|(?:다른|딴)\\s*시간`),
}
const SAME: Readonly<Record<Aspect, RegExp>> = {
  place: /같은\s*(?:데|곳|동네|지역|장소)|(?:거기|그곳|그\s*(?:동네|지역|쪽))(?:에서|서|로)/,
  day: /같은\s*(?:날|때|요일)|그\s*날(?:에|로)?\s*(?:다른|딴|또)/,
  time: /같은\s*(?:시간|시각)|그\s*시간에\s*(?:다른|딴|또)/,
}
/** Any will do: "아무 데나", "언제든". */
const FREE: Readonly<Record<Aspect, RegExp>> = {
  place:
    /아무\s*(?:데|곳|동네|지역)|어디(?:든|라도|서든|나(?![가-힣]))|전국|(?:지역|장소|위치|거리|동네)(?:은|는)?\s*(?:상관|관계)\s*(?:없|노)/,
  day: /아무\s*(?:때|날|요일)|언제(?:든|라도)|(?:날짜|요일|날)(?:은|는)?\s*(?:상관|관계)\s*(?:없|노)/,
  time: /아무\s*시간|(?<![가-힣])시간(?:대)?(?:은|는)?\s*(?:상관|관계)\s*(?:없|노)/,
}
const DAYS: readonly (readonly [RegExp, number])[] = [
  [/그\s*다음\s*주/, 7],
  [/다음\s*날|이튿날/, 1],
  [/전\s*날|하루\s*전/, -1],
]
const NEXT_PAGE =
  /(?:다른|딴)\s*(?:거|것|걸|활동|봉사)|[그이]\s*[거것]\s*(?:말고|말구|빼고)|더\s*(?:보여|없|있|줘|볼)|다음\s*(?:페이지|거|것|활동|신청|목록)|이게\s*다/
const SAME_PAGE = /다시\s*(?:보여|볼|봐)|목록/
const IT =
  /^(?:(?:아|오|와|음|어|헐|네|응)\s+)?(?:(?:아까|방금|그\s*때)\s*)?(?:[그이]\s*[거걸것]|(?:아까|방금|[그이본]|말한|보여\s*준)\s*(?:본\s*)?(?:거|것|활동|봉사))(?:로|을|를|은|는)?\s*(?:[?!.~]*$|[할신하].*)/

/** What the sentence refers back to; undefined when it stands on its own. */
export function readReference(text: string): Reference | undefined {
  const said = text.trim()
  if (said.length > MOST_LETTERS) return undefined
  const other = aspectsIn(OTHER, said)
  const same = aspectsIn(SAME, said)
  const days = DAYS.find(([pattern]) => pattern.test(said))?.[1] ?? 0
  const page = SAME_PAGE.test(said) ? 'same' : NEXT_PAGE.test(said) ? 'next' : undefined
  return other.length + same.length > 0 || days !== 0 || page ? { other, same, days, page } : undefined
}

/** Of which of them any will do. */
export function readFree(text: string): readonly Aspect[] {
  return aspectsIn(FREE, text)
}

/** Whether the one thing that was shown last is meant: "아까 그거", "그거 신청할래". */
export function meansIt(text: string): boolean {
  const said = text.trim()
  return said.length <= MOST_LETTERS && IT.test(said)
}

/** Whether it speaks of the thing that is being talked about, whatever it asks of it: "이거 다음 주에는 안 해?". */
export function isAboutIt(text: string): boolean {
  return /^\s*(?:아\s+|그럼\s+|혹시\s+)?[그이](?:거|건|것|\s?활동|\s?봉사)(?![가-힣])/.test(text)
}

/** "이런 거 또 나오면": more of what is talked about. */
export function isMoreOfIt(text: string): boolean {
  return /(?:^|\s)[그이]런\s?(?:거|게|건|것|활동|봉사)/.test(text)
}

/** What is left of a sentence without the words that turn the page. */
export function besidePage(text: string): string {
  return text.replace(NEXT_PAGE, ' ')
}

/** "봉사", after a place or a day was sent: nothing new, but no other list either. */
export function saysNoMore(text: string): boolean {
  return /^\s*(?:자원)?(?:봉사|활동)(?:활동)?(?:요|이요)?[.!~\s]*$/.test(text)
}

/** Whether the thing is one of before, and not the one on the screen: "아까 그거". */
export function meansEarlier(text: string): boolean {
  return /^\s*(?:아까|그\s*때|전에|저번)/.test(text)
}

function aspectsIn(patterns: Readonly<Record<Aspect, RegExp>>, said: string): Aspect[] {
  return (Object.keys(patterns) as Aspect[]).filter(aspect => patterns[aspect].test(said))
}
