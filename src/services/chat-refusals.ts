/** What TalkTalk's send API refuses of us: logged, counted, and told to whoever runs the service when it is about the account. */
import type { Alert } from '../platform/alert.js'
import type { Log } from '../platform/log.js'

export interface ChatRefusals {
  /** `code` as the client gives it. */
  note(code: string): void
  /** How many since the start, by code. */
  counts(): Readonly<Record<RefusalLabel, number>>
}

/** The key is wrong or switched off: nothing that is sent can be right. */
export function isOfAccount(code: string): boolean {
  return ['01', 'http-401', 'http-403'].includes(code)
}

// biome-ignore format: a row is easier to read
const KNOWN = ['01', '02', '99', 'IMG-01', 'IMG-02', 'IMG-03', 'IMG-99', 'timeout', 'network', 'unreadable', 'invalid'] as const
export const REFUSAL_LABELS = [...KNOWN, 'http', 'other'] as const
type RefusalLabel = (typeof REFUSAL_LABELS)[number]

export function createChatRefusals({ log, alert }: { log?: Log | undefined; alert?: Alert | undefined }): ChatRefusals {
  const counts = Object.fromEntries(REFUSAL_LABELS.map(label => [label, 0])) as Record<RefusalLabel, number>
  return {
    note(code) {
      counts[labelOf(code)]++
      log?.warn({ code }, 'TalkTalk refused what was sent')
      if (isOfAccount(code))
        alert?.raise('talktalk-refused', `TalkTalk refuses our key (${code}); answers are not told`)
    },
    counts: () => counts,
  }
}

function labelOf(code: string): RefusalLabel {
  return code.startsWith('http-') ? 'http' : (KNOWN.find(known => known === code) ?? 'other')
}
