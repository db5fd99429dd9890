/** The things people say: the names of all intents and the lines of `intents/<intent>.txt`. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../platform/errors.js'

/**
 * Every intent by name, and what staff read for it; what each means is written in `intents/README.md`. `oos` is what belongs to none of
 * the others.
 */
export const INTENT_WORDS = {
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
  care: '도움이 급함',
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
} as const

export const INTENTS = Object.keys(INTENT_WORDS) as readonly Intent[]

export type Intent = keyof typeof INTENT_WORDS

/** Sample lines of each intent, in the order of their file. */
export type Utterances = ReadonlyMap<Intent, readonly string[]>

const INTENT_NAMES: ReadonlySet<string> = new Set(INTENTS)

export function isIntent(name: string): name is Intent {
  return INTENT_NAMES.has(name)
}

/** The lines of one file of utterances: empty lines and notes (`#` at the start of a line) are left out. */
export function utterancesIn(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
}

/** Reads every `<intent>.txt` of the folder. Throws when a file names no intent, or an intent has no lines. */
export function loadUtterances(folder: string): Map<Intent, string[]> {
  const stray = readdirSync(folder).find(file => file.endsWith('.txt') && !isIntent(path.basename(file, '.txt')))
  if (stray) throw new AppError('internal', `${stray} in ${folder} is the file of no intent`)
  return new Map(INTENTS.map(intent => [intent, linesOf(folder, intent)]))
}

function linesOf(folder: string, intent: Intent): string[] {
  const lines = utterancesIn(readFileSync(path.join(folder, `${intent}.txt`), 'utf8'))
  if (lines.length === 0) throw new AppError('internal', `${intent}.txt in ${folder} has no lines`)
  return lines
}
