/** What a running flow needs to know of an answer: was it a yes, a no, or something else to be understood? */
/** "토요일 말고 일요일", "그게 아니라 두 번째": names another thing, whatever it begins with. */
const CORRECTION = /(?:말고|아니라|아니고)\s+\S/
const NO =
  /^(?:아니|아니+[요오용에예야닝다라까].*|아니여|아뇨|아뇽|아녀|아녜요|아닙니다|아닌데.*|아님|아냐|안(?:해|하|할|함|합|돼|되|된|됨|갈|가|간|감|와|올|괜|원|받|기다|좋|내켜|땡|볼|봐|그|필요).*|못(?:해|하|할|함|합|가|갈|감|간|와|올|오|참).*|하지마.*|말아.*|말래.*|마세요|싫.*|시러.*|됐[어습고다음네].*|괜찮(?!네|다|겠|은데|을).*|괜차나.*|노+|놉+|no|nope|ㄴ|관[둬둘].*|그만.*|필요없.*|생각없.*|아직요?|아직이요|아직은요?|나중에.*|다음에.*|담에.*|별로.*|취소하지마.*|신청하지마.*)$/
const YES =
  /^(?:응+|엉+|웅+|어+|ㅇ|ㄱ|네+|녜|넨|예+|옙|y|yes|yep|yeah|예스|ok|okay|오케이?|오키.*|그래|그래[요줘용주랭].*|그렇게.*|그러[자죠지세].*|그럼요?|그렇[지죠습네].*|맞[아습음는지죠네].*|좋[아습지죠네은다음].*|조아.*|콜+|고+|가즈아|당연.*|당근.*|물론.*|괜찮(?:네|다|겠|은데|을).*|요청(?:할|해|하).*|해|해줘.*|해주[세시라십].*|해요|해죠|할[래게거겁껄랭].*|할께.*|하자.*|하죠|하겠.*|합시다|갈[래게].*|부탁.*|진행.*|동의(?:요|해.*|합.*|할.*)?|인정|알[겠았].*|확인(?:요|이요|했.*)?|완전|넣어줘.*|넣어주세요)$/
/** What follows the verb that was asked about when it is agreed to: 신청할게요, 신청해 주세요, 받을게요, 기다릴래. */
const DOING = /^(?:이?요|할.*|해.*|하기|하겠.*|하자|합니다|부탁.*|을?[게께래]요?|아요?|아주.*|볼게?요?|겠.*|기)$/
/** Words that neither say nor unsay anything beside a yes or a no. */
const BESIDE =
  /^(?:그[거걸]로?|그걸로요?|이[거걸]로?|저|저는|저부터|저만|나|나는|나부터|나만|난|전|먼저|우선|그냥|지금|바로|빨리|꼭|좀|진짜|정말|너무|그럼|그러면|제발|아|오|음|흠|아이고|헉|감사.*|고마.*|죄송.*|미안.*|저기|근데|일단|다|이대로|그대로|그날로?|그때로?|그날걸로|그걸로)$/

export type Answering = 'yes' | 'no' | undefined

/**
 * Reads an answer to a yes-or-no question, in the form that `normalise` gives. A question back, a correction, a yes beside a no, or words about anything else are
 * `undefined`. `act` is the verb that was asked about ("신청", "취소"), or several beginnings of it ("기다릴/기다려"): only then does naming it ("신청할게요") count as a yes, because
 * "취소할래" must never confirm an application.
 */
export function readYesNo(said: string, act?: string): Answering {
  if (said === '' || said.includes('?') || CORRECTION.test(said)) return undefined
  const words = joined(said)
  const acts = act?.split('/') ?? []
  if (words.length === 1 && acts.includes(words[0]!)) return 'yes'
  const answers = new Set(words.map(word => readWord(word, acts)))
  if (answers.has('other') || (answers.has('yes') && answers.has('no'))) return undefined
  return answers.has('no') ? 'no' : answers.has('yes') ? 'yes' : undefined
}

/** Words with what belongs to them: "안 할래", "하지 마", "필요 없어" are one word each, "해 주세요" too. */
function joined(said: string): string[] {
  return said
    .replace(/(^|\s)(안|못)\s+(?=\S)/g, '$1$2')
    .replace(/(신청|취소)(?:하기|하는\s?거)?\s*(?=(?:안|못)\S|싫)/g, '')
    .replace(/(나중에|다음에|담에)\s+(?=\S)/g, '$1')
    .replace(/지\s+(?=마|말|않)/g, '지')
    .replace(/(필요|생각)\s+(?=없)/g, '$1')
    .replace(/(해|넣어)\s+(?=주|줘|줄)/g, '$1')
    .split(/\s+/)
}

function readWord(word: string, acts: readonly string[]): 'yes' | 'no' | 'beside' | 'other' {
  if (NO.test(word) || /(?:지마|지말|지않|안할|안해)/.test(word)) return 'no'
  if (YES.test(word)) return 'yes'
  if (BESIDE.test(word)) return 'beside'
  if (acts.includes(word)) return 'beside'
  if (acts.some(act => word.startsWith(act) && DOING.test(word.slice(act.length)))) return 'yes'
  return 'other'
}
