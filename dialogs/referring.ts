/** What a sentence that points at something is about: the last search, the activity in question, or one's own applications. */
import type { Turn } from '../src/conversation/turn.js'
import type { Intent } from '../src/understanding/intents.js'
import { isAboutIt } from '../src/understanding/references.js'
import { hasConditions } from './conditions.js'

/** About one's own applications and not about the last search, whatever they refer back to. */
export const OWN_AFFAIRS: ReadonlySet<Intent> = new Set(['check', 'cancel', 'hours', 'agent', 'certificate'])

/** "거기 말고", "같은 시간에 다른 데": about the last search, unless it is about one's own applications. */
export function refersBack({ said, memory }: Turn): boolean {
  return memory.search !== undefined && said.reference !== undefined && !OWN_AFFAIRS.has(said.intent)
}

/** "이거 일요일에는 안 해?": of the one thing that is being asked about, whatever it sounds like alone. */
export function asksOtherDay({ said }: Turn): boolean {
  return isAboutIt(said.text) && hasConditions(said.slots)
}
