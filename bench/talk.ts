/** What people say in the benchmark: whole small talks in Kakao's wire, half by people whose account is linked, half by strangers. */

export interface Said {
  readonly kind: 'search' | 'choose' | 'faq' | 'check' | 'help' | 'small talk'
  readonly linked: boolean
  readonly body: string
}

export interface Talk {
  /** The next thing said: every person in turn, each going on with their talk. */
  next(): Said
}

/** What may be said at one place of a talk, by the number of the turn. */
type Line = readonly [kind: Said['kind'], said: (turn: number) => string]

const DAYS = ['이번 주말', '다음 주 토요일', '일요일 오후', '평일 오후', '12월에', '내일', '주말 오전', '다음 주']
const PLACES = [
  '수원',
  '서울 마포구',
  '부산',
  '대구',
  '성남',
  '광주 북구',
  '세종',
  '춘천',
  '제주',
  '해운대',
  '인천',
  '대전',
]
const THINGS = ['환경', '동물', '도서관', '어르신', '교육', '축제', '급식', '청소년']
const ENDINGS = ['봉사 뭐 있어?', '봉사활동 찾아줘', '봉사 알려주세요', '봉사활동 있을까요?', '할 만한 봉사 보여줘']

/** Thousands of different sentences: nobody searches in the words of another. */
function search(turn: number): string {
  const one = (of: readonly string[], step: number) => of[Math.floor(turn / step) % of.length]!
  const thing = turn % 3 === 0 ? `${one(THINGS, 7)} ` : ''
  return `${one(DAYS, 5)} ${one(PLACES, 11)} ${thing}${one(ENDINGS, 3)}`
}

const oneOf = (kind: Said['kind'], ...ways: string[]): Line => [kind, turn => ways[turn % ways.length]!]

const SEARCH: Line = ['search', search]
const CHOOSE = oneOf('choose', '두 번째 거', '1번', '첫 번째 걸로 할래요')
const FAQ = oneOf(
  'faq',
  '봉사할 때 뭐 입고 가야 해요?',
  '봉사하다 다치면 보험 되나요?',
  '언제까지 취소할 수 있어요?',
  '하루에 몇 시간까지 인정돼요?',
  '초등학생도 봉사할 수 있어요?',
)
const CHECK = oneOf('check', '내 신청 확인해줘', '제가 신청한 봉사 언제예요?')
const HELP = oneOf('help', '뭐 할 수 있어?', '도움말')
const THANKS = oneOf('small talk', '고마워요', '안녕하세요', '감사합니다')

const LINKED: readonly Line[] = [SEARCH, CHOOSE, FAQ, CHECK, THANKS]
const STRANGER: readonly Line[] = [SEARCH, CHOOSE, FAQ, HELP, THANKS]

/** Where people come in: not at choosing, which needs something shown. */
const ENTRIES = [0, 2, 3, 4]

/** `linked` are the ids of linked people; as many strangers join them. */
export function createTalk(linked: readonly string[]): Talk {
  const people = linked.flatMap((id, at) => [
    { id, script: LINKED, entry: ENTRIES[at % ENTRIES.length]! },
    { id: `stranger-${at}`, script: STRANGER, entry: ENTRIES[(at + 1) % ENTRIES.length]! },
  ])
  let said = 0
  return {
    next() {
      const at = said % people.length
      const round = Math.floor(said / people.length)
      said += 1
      const { id, script, entry } = people[at]!
      const [kind, words] = script[(entry + round) % script.length]!
      return { kind, linked: script === LINKED, body: kakaoCall(id, words(said)) }
    },
  }
}

function kakaoCall(id: string, utterance: string): string {
  const block = { id: '64d1f1bb3c7b2e0012ab34d0', name: '폴백 블록' }
  return JSON.stringify({
    bot: { id: '64d1f0aa3c7b2e0012ab34cd!', name: '손모아' },
    intent: { id: block.id, name: block.name, extra: { reason: { code: 1, message: 'OK' } } },
    action: { id: '64d1f2cc3c7b2e0012ab34d3', name: '손모아 스킬', params: {}, detailParams: {}, clientExtra: {} },
    userRequest: {
      block,
      user: { id, type: 'botUserKey', properties: { botUserKey: id, isFriend: true } },
      utterance,
      params: { surface: 'Kakaotalk.plusfriend' },
      lang: 'ko',
      timezone: 'Asia/Seoul',
    },
    contexts: [],
  })
}
