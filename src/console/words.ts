/** What the names that a transcript carries are called on a page. */

import type { ConversationOutcome } from '../domain/conversation.js'
import type { MessengerName } from '../messengers/messenger.js'
import type { Role } from '../services/staff.js'
import { INTENT_WORDS, type Intent } from '../understanding/intents.js'

export const MESSENGER_WORDS: Record<MessengerName, string> = { kakao: '카카오톡', talktalk: '톡톡' }

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
