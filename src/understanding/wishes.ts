/** Wishes that are recognised by their words alone, however surely the sentence was understood. */

/** Undoing is about the last thing done, whatever is being asked. */
const UNDO =
  /^\s*(?:되돌려|되돌리|되돌릴|원래대로)|실행\s*취소|방금\s*(?:거|것|꺼)\s*(?:취소|되돌)|되돌려\s?(?:줘|주|달|놔|놓|봐|라)|되돌리기|되돌릴래|되돌리고\s?싶|원래대로\s?(?:해|돌려)|물러\s?(?:줘|주)|무를래|무르고\s?싶|되살려\s?(?:줘|주|놔)|없던\s?(?:일|걸|거|것)로|없었던\s?(?:일|걸|거|것)로|복구\s?(?:해\s?(?:줘|주)|시켜)|ctrl\s?\+?\s?z/i
const LONGEST_UNDO = 30

/** "되돌려 줘", "헉 실수야 되돌려줘"; not "신청하면 되돌릴 수 있나요?", which asks. */
export function undoes(text: string): boolean {
  return text.trim().length <= LONGEST_UNDO && UNDO.test(text)
}

/** "헐 잘못 눌렀어", "앗 실수": says of the last deed that it was none that was meant. */
export function slips(text: string): boolean {
  return (
    text.trim().length <= MOST_LETTERS_OF_A_SLIP &&
    /잘못\s?(?:눌|신청|취소|골|했|한\s?거)|실수(?!가)|손가락이|손\s?미끄/.test(text)
  )
}
const MOST_LETTERS_OF_A_SLIP = 16

/** Whether the sentence is about withdrawing, whatever it names. */
export function withdraws(text: string): boolean {
  return /취소|철회|못\s*가|안\s*갈/.test(text)
}

const STOP =
  /^(?:아|음|어|에이|그냥|그럼|이거|그거|이건|그건|몰라|됐고|다)*취소(?:요|할래|할게|할께|해|하자|해줘|해주세요|함|하고싶어)?(?:요)?$/

/** "취소", "아 몰라 취소할래": stops what is going on, whatever that is, and names nothing. */
export function stops(text: string): boolean {
  return STOP.test(text.replace(/[^가-힣]/g, ''))
}

/** "취소하기 싫어요", "취소 안 할래": nothing is to be withdrawn. */
export function keeps(text: string): boolean {
  return /취소\s?(?:하기|하는\s?거)?\s?(?:는|은|가)?\s?(?:싫|안\s?(?:할|해|하|됨)|하지\s?(?:마|말|않)|말아|마세요)/.test(
    text,
  )
}

/** "생각 좀 해볼게", "잠깐만": neither a yes nor a no yet. */
export function ponders(text: string): boolean {
  return (
    text.trim().length <= MOST_LETTERS_OF_A_PAUSE &&
    /생각\s?(?:좀|해\s?보|해볼|해봐|중)|고민|^(?:잠깐|잠시)(?:만|만요)?[\s.!~]*$|기다려/.test(text)
  )
}
const MOST_LETTERS_OF_A_PAUSE = 20

/** "버스 놓쳐서 늦을 것 같아요", "늦잠 잤어 어떡해": will be late, or fears so. */
export function delays(text: string): boolean {
  return /늦(?:을|었|게\s?(?:도착|갈|가)|어요|잠|어도\s?(?:돼|되|괜찮))|지각|(?:버스|차|지하철|전철|기차)\s?(?:를\s?)?놓[쳐쳤칠]/.test(
    text,
  )
}

/** "신청 취소가 안돼요", "기록이 안 보여요", "시간이 이상해요": tells what is wrong, or has a question about it, and asks for no deed. */
export function reportsTrouble(text: string): boolean {
  return /안\s?(?:돼|되|됨|된|됩|보[여이임]|떠|뜨|뜹|나[와옴]|나오|열|맞|눌|들어|올라|와)|못\s?(?:하|해|찾|들어|받|봐|보|바꾸|고치)|이상[해하한]|오류|에러|버그|틀[리려렸린]|잘못|왜|문제|고장|사라|없어[졌지진]|빠[졌져]|누락|불편|불친절|궁금|문의|물어|여쭤|건의|신고|항의/.test(
    text,
  )
}

/** "친구랑 갈래", "동생이랑 같이": somebody comes along, however many. */
export function bringsOthers(text: string): boolean {
  return /(?:친구|동생|언니|오빠|누나|엄마|아빠|가족|동아리|반)(?:들|애들)?\s?(?:이랑|랑|하고|와|과|도\s?같이)|(?:같이|함께)\s?(?:갈|가[고려도면]|신청|참여|할\s?(?:거|건데|수))/.test(
    text,
  )
}

/** Whether something is asked: it may begin with "아니" and refuse nothing. */
export function asks(text: string): boolean {
  return /[?？]|(?:나요|까요?|냐|니|는지|가요|데요|지요|죠|임|야)\s*$|몇|언제|어디|뭐|뭘|무슨|무엇|얼마|왜|누구|어떻게|어때/.test(
    text,
  )
}

/** Whether it says what is looked for, and so needs no sentence before it. */
export function saysWhat(text: string): boolean {
  return /봉사|활동/.test(text)
}

const ALL_OF_ME =
  /^(?:내거|내것|제거|제것|(?:내|제|나눈)?대화(?:기록|내용)?|(?:내|제)기록|저장된거|저장된것)?(?:싹다|싹|다|전부|모두|몽땅)?/
const FORGOTTEN =
  /^(?:지워|삭제|삭재|없애|잊어|파기해)(?:줘|조|주세요|주라|줄래|해|해줘|해주세요|줘요|할래|버려)?(?:요)?$/
const FORGET_ME = /^(?:나|저|날|절)(?:를|좀|에대해)?잊어/

/** "다 지워줘", "대화 기록 지워줘", "나를 잊어줘": nothing else is named that could be meant. */
export function forgetsAll(text: string): boolean {
  const letters = text.replace(/[^가-힣]/g, '')
  const [all = ''] = ALL_OF_ME.exec(letters) ?? []
  return FORGET_ME.test(letters) || (all !== '' && FORGOTTEN.test(letters.slice(all.length)))
}

/** "다 지워 줘", "탈퇴할래"; not "이메일 지워 줘", which is about one thing among others. */
export function asksToForget(text: string): boolean {
  return (
    /탈퇴|탈톼|삭제|삭재|지우|지워|지울|없애|잊어|파기/.test(text) && !/이메일|메일|주소|학교|특기|번호|사진/.test(text)
  )
}
