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

type Line = readonly [kind: Said['kind'], ...ways: string[]]

const SEARCH: Line = [
  'search',
  '이번 주말 수원 봉사 뭐 있어?',
  '서울에서 할 수 있는 환경 봉사 찾아줘',
  '다음 주 토요일 봉사활동 알려주세요',
  '부산 봉사활동 보여줘',
  '평일 오후에 할 만한 봉사 있을까요?',
]
const CHOOSE: Line = ['choose', '두 번째 거', '1번', '첫 번째 걸로 할래요']
const FAQ: Line = ['faq', '봉사할 때 뭐 입고 가야 해요?', '봉사하다 다치면 보험 되나요?', '언제까지 취소할 수 있어요?']
const THANKS: Line = ['small talk', '고마워요', '안녕하세요', '감사합니다']

const LINKED: readonly Line[] = [
  SEARCH,
  CHOOSE,
  FAQ,
  ['check', '내 신청 확인해줘', '제가 신청한 봉사 언제예요?'],
  THANKS,
]
const STRANGER: readonly Line[] = [SEARCH, CHOOSE, FAQ, ['help', '뭐 할 수 있어?', '도움말'], THANKS]

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
      const [kind, ...ways] = script[(entry + round) % script.length]!
      return { kind, linked: script === LINKED, body: kakaoCall(id, ways[(at + round) % ways.length]!) }
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
