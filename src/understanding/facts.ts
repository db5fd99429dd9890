/** Which fact of an activity a sentence asks for: "준비물 뭐야", "몇 시에 끝나", "취소 언제까지 돼". */

export const FACTS = [
  'cancel-until',
  'approval',
  'preparation',
  'contact',
  'ends',
  'length',
  'ages',
  'recruit-until',
  'seats',
  'organisation',
  'place',
  'when',
] as const
export type Fact = (typeof FACTS)[number]

/** In the order in which they are looked for: "취소 언제까지" is about cancelling before it is about when. */
const ASKING: Readonly<Record<Fact, RegExp>> = {
  'cancel-until':
    /취소.{0,8}(?:언제|몇\s?시|까지|기한|마감)|^(?:아직|지금|이거|그거)?\s?취소\s?(?:돼|되나|되려나|가능|할\s?수\s?있)[가-힣]{0,3}\s?\?|(?:언제|몇\s?시)\s?까지.{0,6}취소/,
  approval:
    /승인.{0,8}(?:언제|나요|났|나와|되나|됐|돼|며칠|걸려|받)|(?:언제|며칠).{0,6}(?:승인|확정)|확정.{0,5}(?:언제|되|돼|됐)|^(?:근데|그럼|아|음|그래서)?\s?(?:언제|며칠)쯤?\s?(?:나(?:요|와|는|오|죠|냐)|되(?:는|나|냐)|확정)/,
  preparation:
    /준비물|준비할|복장|뭐\s?입|(?:뭐|뭘|무엇|무얼|머|멀)\s?(?:를|을)?\s?(?:가져|갖고|들고|챙기|챙겨|입고|입어|신고|필요|준비)|챙길\s?[거것게]/,
  contact: /연락처|전화\s?번호|담당자|문의|(?:어디|누구).{0,5}(?:연락|전화)|번호\s?(?:좀|알려|뭐|줘)/,
  ends: /(?:몇\s?시|언제).{0,4}(?:끝|마쳐|마치|종료)|끝나는\s?(?:시간|시각)|몇\s?시까지/,
  length: /몇\s?시간|얼마나\s?(?:걸|해|하)|시간.{0,4}(?:얼마|인정)|인정.{0,4}(?:시간|얼마)/,
  ages: /몇\s?살|나이\s?(?:제한|는|가)|연령|몇\s?학년|(?:초등|중학|고등|대학|초딩|중딩|고딩)(?:생)?(?:도|은|이)?\s?(?:되|돼|가능|갈|할\s?수)/,
  'recruit-until': /(?:신청|접수|모집).{0,6}(?:언제\s?까지|마감|기한)|(?:언제|몇\s?시).{0,3}마감|마감.{0,4}(?:언제|날)/,
  seats: /자리.{0,6}(?:남|있|없|몇|많)|(?:몇|명).{0,4}(?:뽑|모집|남)|정원|다\s?찼|마감\s?됐/,
  organisation: /(?:어느|어떤|무슨)\s?(?:기관|단체)|주최|어디서\s?(?:주최|주관|운영)/,
  place: /어디(?!\s?(?:봉사|있))|장소|위치|주소|어떻게\s?가|모여|집합|(?:오시|가)는\s?길|지도/,
  when: /몇\s?시|언제|무슨\s?요일|며칠|시작.{0,4}(?:시간|해|하)/,
}
/** About rules that hold everywhere or about all of one's own, and not about one activity. */
const GENERAL =
  /보통|원래|최대|하루에|(?:일|1|한)\s?년|생기부|나이스|neis|1365|vms|두볼|이틀|안\s?가면|불참|불이익|벌점|취소하면|보험|봉사는|봉사란|신청한\s?(?:거|것|봉사|활동)|[내제]\s?신청/i
/** A longer sentence tells a story of its own. */
const MOST_LETTERS = 30

/** The fact that is asked for; undefined when none is, or one that holds for all activities. */
export function readFact(text: string): Fact | undefined {
  const said = text.trim()
  if (said.length > MOST_LETTERS || GENERAL.test(said)) return undefined
  return FACTS.find(fact => ASKING[fact].test(said))
}
