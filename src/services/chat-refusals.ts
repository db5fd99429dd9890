/** What TalkTalk's send API refuses of us: logged, counted, and told to whoever runs the service when it is about the account. */
import type { Alert } from '../platform/alert.js'
import type { Log } from '../platform/log.js'

export interface ChatRefusals {
  /** `code` as the client gives it. */
  note(code: string): void
  /** How many since the start, by code. */
  counts(): Readonly<Record<string, number>>
}

/** The key is wrong or switched off: nothing that is sent can be right. */
export function isOfAccount(code: string): boolean {
  return ['01', 'http-401', 'http-403'].includes(code)
}

const KNOWN = ['01', '02', '99', 'IMG-01', 'IMG-02', 'IMG-03', 'IMG-99', 'timeout', 'network', 'unreadable', 'invalid']

export function createChatRefusals({ log, alert }: { log?: Log | undefined; alert?: Alert | undefined }): ChatRefusals {
  const counts: Record<string, number> = Object.fromEntries(KNOWN.map(code => [code, 0]))
  return {
    note(code) {
      const label = code.startsWith('http-') ? 'http' : KNOWN.includes(code) ? code : 'other'
      counts[label] = (counts[label] ?? 0) + 1
      log?.warn({ code }, 'TalkTalk refused what was sent')
      if (isOfAccount(code))
        alert?.raise('talktalk-refused', `TalkTalk refuses our key (${code}); answers are not told`)
    },
    counts: () => counts,
  }
}
