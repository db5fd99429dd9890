/** What the names that a transcript carries are called on a page. */

import type { ConversationOutcome } from '../domain/conversation.js'
import type { MessengerName } from '../messengers/messenger.js'
import type { Role } from '../services/staff.js'
import type { Intent } from '../understanding/intents.js'

export const MESSENGER_WORDS: Record<MessengerName, string> = { kakao: '카카오톡', talktalk: '톡톡' }

export const INTENT_WORDS: Record<Intent, string> = {
  apply: '신청',
  search: '활동 찾기',
  recommend: '추천',
  check: '신청 확인',
  cancel: '취소',
  hours: '봉사 시간',
  dispute: '기록 이의',
  certificate: '확인서',
  consent: '연계 동의',
  profile: '내 정보',
  notices: '알림 설정',
  login: '로그인',
  logout: '로그아웃',
  agent: '상담원',
  help: '도움말',
  greet: '인사',
  thanks: '감사',
  bye: '끝인사',
  affirm: '네',
  deny: '아니요',
  restart: '처음으로',
  faq_eligibility: '질문: 자격',
  faq_hours_policy: '질문: 시간 인정',
  faq_cancel_policy: '질문: 취소 규정',
  faq_preparation: '질문: 준비물',
  faq_insurance: '질문: 보험',
  faq: '질문: 그 밖',
  oos: '관계없는 말',
}

const BAND_WORDS: Record<string, string> = { act: '뚜렷함', confirm: '되물을 만큼', reject: '모르는 말' }

const OUTCOME_WORDS: Record<string, string> = {
  asked: '물어봄',
  done: '마침',
  unsure: '되물음',
  rejected: '모른다고 답함',
  'handed-over': '상담원에게 넘김',
  error: '오류',
}

const CONVERSATION_WORDS: Record<ConversationOutcome, string> = {
  done: '마침',
  refused: '안 됨',
  'handed-over': '상담원에게 넘김',
  left: '물은 데서 끝남',
  missed: '못 알아듣고 끝남',
  failed: '오류로 끝남',
}

const ROLE_WORDS: Record<Role, string> = { viewer: '보기', reviewer: '상담', manager: '기관 담당', admin: '관리자' }

export const roleWord = (name: Role): string => ROLE_WORDS[name]
export const messengerWord = (name: string): string => MESSENGER_WORDS[name as MessengerName] ?? name
export const intentWord = (name: string): string => INTENT_WORDS[name as Intent] ?? name
export const conversationWord = (name: ConversationOutcome): string => CONVERSATION_WORDS[name]
export const bandWord = (name: string): string => BAND_WORDS[name] ?? name

/** `refused:full` → `안 됨 (full)`. */
export function outcomeWord(outcome: string): string {
  const [name = '', why] = outcome.split(':')
  return why ? `안 됨 (${why})` : (OUTCOME_WORDS[name] ?? name)
}
