/** What a message comes to beside its intent: the rules ask it of the turn. */
import type { Active } from '../src/conversation/route.js'
import type { Incoming, Turn } from '../src/conversation/turn.js'
import type { Intent } from '../src/understanding/intents.js'
import { hasConditions } from './conditions.js'

/** Pressed, or typed as it stands there: whatever its words mean elsewhere, that thing is meant. */
export function isPointed({ choice, beside }: Turn): boolean {
  return choice !== undefined && beside === ''
}

/** "취소" while something else is asked about; or "취소 안 할래", wherever a no is an answer. */
export function isStopped({ said, answer }: Turn): boolean {
  return said.keeps || (said.stops && answer !== 'yes')
}

/** "자리 나면 알려줘" where it is asked whether to wait for one. */
export function isGranted({ said }: Turn, active: Active | undefined): boolean {
  return said.awaits !== undefined && said.awaits === active?.step.grants
}

export function isReplaced({ said }: Turn): boolean {
  const { refuses, wanted } = said.repair
  if (said.asks || wanted === '') return false
  return refuses === 'plainly' || (refuses === 'perhaps' && said.names.length > 0)
}

/** The yes that did the last thing, pressed or said again. */
export function isSameYes({ said }: Turn, { value }: Incoming, flow: string): boolean {
  if (value === 'yes' || said.answering() === 'yes') return true
  const begins = said.repair.wanted !== said.text.trim()
  return begins && said.intent === flow && said.names.length === 0 && !hasConditions(said.slots)
}

/** "저녁으로" sounds like "처음으로", and says nothing but a condition. */
export function isOnlyConditions({ said }: Turn): boolean {
  return said.intent === 'restart' && said.names.length === 0 && hasConditions(said.slots)
}

export function isBareAnswer(intent: Intent): boolean {
  return intent === 'affirm' || intent === 'deny' || intent === 'oos'
}
