/** What somebody wants to be told of once it happens: "자리 나면 알려줘", "전날에 알려줘", "이런 거 또 나오면 톡 줘". */

export const AWAITED = ['seat', 'decision', 'record', 'reminder', 'new'] as const
export type Awaited = (typeof AWAITED)[number]

const TELL =
  /알려\s?(?:줘|주|줄|달|드)|알림\s?(?:을|이|도)?\s?(?:줘|주|받|부탁|보내|오|와|가|신청|켜)|연락\s?(?:을|도)?\s?(?:줘|주|부탁|해\s?(?:줘|주)|받|가능|오|와)|(?:톡|문자|카톡|메시지)\s?(?:을|도|좀)?\s?(?:줘|주|부탁|보내|오|와)|말해\s?(?:줘|주)|깨워/
/** What is sent shall come no more, or otherwise. */
const OFF = /꺼|끄|끌|그만|안\s?(?:와|오|받|알려|보내)|말아|싫|해지|해제|차단|줄여|줄이|빼고|전부|모아/
/** A place in line needs no word of telling. */
const IN_LINE = /대기\s?(?:를|로|도)?\s?(?:걸어|걸게|걸래|신청|등록|올려|넣어|할래|할게|하고\s?싶)/
/** In the order in which they are looked for. */
const EVENTS: Readonly<Record<Awaited, RegExp>> = {
  seat: /자리.{0,4}(?:나면|나오면|생기면|비면|있으면|남으면|뜨면)|자리\s?(?:나|비|생기|남)거든|마감.{0,4}풀리|(?:누가|누구|한\s?명).{0,6}(?:빠지|취소하)면|취소자/,
  decision: /(?:승인|확정|결과|선정|합격|매칭)[은는이가도]?.{0,5}(?:되면|나면|나오면|뜨면)/,
  record:
    /(?:확인서|시간|기록|실적|장소|일정)[은는이가도]?.{0,5}(?:되면|나면|나오면|뜨면|올라오면|들어오면|바뀌면)|(?:취소|변경)되면/,
  reminder:
    /전날|(?:하루|이틀|사흘|[0-9한두세네]{1,2}\s?(?:시간|분|일))\s?전|(?:당일|그날|아침|저녁).{0,6}(?:에|날)|미리|까먹|깜빡|잊지|리마인/,
  new: /(?:나오|올라오|뜨|생기|열리)(?:면|거든)|(?:뜰|올라올|나올|생길)\s?때|또\s?(?:있으면|하면)|새\s?(?:봉사|활동)|새로|신규/,
}
/** A longer message tells a story. */
const MOST_LETTERS = 40

/** Undefined when nothing is awaited, or nothing shall be told. */
export function readAwaited(text: string): Awaited | undefined {
  const said = text.trim()
  if (said.length > MOST_LETTERS || OFF.test(said)) return undefined
  if (IN_LINE.test(said)) return 'seat'
  return TELL.test(said) ? AWAITED.find(awaited => EVENTS[awaited].test(said)) : undefined
}
