/** Where a message goes: to the question that was asked, aside, or to another flow. */
import type { Flow, Step } from './flow.js'
import type { Intent } from './intents.js'
import type { TurnState } from './turn.js'

export type Route =
  /** The running step takes it. */
  | { readonly kind: 'answer' }
  /** Another flow takes it: over the running one, which goes on afterwards, or instead of it. */
  | { readonly kind: 'begin'; readonly flow: string; readonly data: object }
  /** The rest of the last answer. */
  | { readonly kind: 'more' }

export interface Active {
  readonly flow: Flow
  readonly step: Step<object>
}

/** A choice that begins a flow wherever it is pressed: `begin:<flow>` or `begin:<flow>:<subject>`. */
export const beginning = (flow: string, subject?: string): string => `begin:${flow}${subject ? `:${subject}` : ''}`
const BEGINNING = /^begin:([a-z_-]+)(?::([0-9a-f-]{36}))?$/
export const MORE = 'more'

/** Undoing is about the last thing done, whatever is being asked. */
const UNDO = /^\s*(?:되돌려|되돌리|되돌릴|원래대로|실행\s*취소|방금\s*(?:거|것|꺼)\s*(?:취소|되돌))/

/** Nobody who was not understood meant to be asked whether they said yes. */
const SMALL_TALK: ReadonlySet<string> = new Set(['affirm', 'deny', 'greet', 'thanks', 'bye', 'oos'])

/** After so many misses in a row the running question is dropped instead of being asked once more. */
const MOST_MISSES = 2

export interface RouteParts {
  readonly flows: ReadonlyMap<string, Flow>
  readonly active: Active | undefined
  /** The running step has seen the message and passed it on. */
  readonly passed: boolean
}

export function route(state: TurnState, parts: RouteParts): Route {
  return parts.passed
    ? elsewhere(state, parts)
    : (unsaid(state, parts) ?? chosenRoute(state, parts) ?? spoken(state, parts))
}

/** Events, and the words that always lead back to the beginning. */
function unsaid({ incoming, said }: TurnState, { active }: RouteParts): Route | undefined {
  if (incoming.event === 'opened') return toBegin('greet')
  if (incoming.event === 'image' || incoming.event === 'sticker') return toBegin('unreadable')
  if (incoming.event === 'linked' && !active) return toBegin('login')
  if (UNDO.test(said.text)) return toBegin('undo')
  return said.intent === 'restart' && said.band === 'act' ? toBegin('restart') : undefined
}

function chosenRoute({ choice, incoming, session, said }: TurnState, { flows, active }: RouteParts): Route | undefined {
  if (choice === MORE && session.rest.length > 0) return { kind: 'more' }
  const [, named, subject] = BEGINNING.exec(choice ?? incoming.value ?? '') ?? []
  const meant = named && (incoming.value ? named : meantFlow(named, said))
  if (meant && flows.has(meant)) return toBegin(meant, subject ? { subject } : {})
  if (named && !meant) return undefined
  return choice !== undefined && active ? { kind: 'answer' } : undefined
}

/** Something shown was named, but to do something else with it: "벽화 취소할래" after a list of applications. */
function meantFlow(shownFor: string, { intent, band }: TurnState['said']): string | undefined {
  if (band !== 'act') return shownFor
  if (shownFor === 'check' && intent === 'cancel') return 'cancel'
  return shownFor === 'apply' && (intent === 'cancel' || intent === 'check') ? undefined : shownFor
}

function spoken(state: TurnState, parts: RouteParts): Route {
  const { said } = state
  const { active } = parts
  if (!active) return elsewhere(state, parts)
  if (active.step.free || isAwaitedPerson(state, active)) return { kind: 'answer' }
  const another = said.band === 'act' && !active.step.answers?.includes(said.intent) && parts.flows.has(said.intent)
  return another && !said.slots.corrects && !isBareAnswer(said.intent) ? toBegin(said.intent) : { kind: 'answer' }
}

/** Kakao cannot be told that the account was linked: the next message of any kind goes on where the talk stopped. */
function isAwaitedPerson({ volunteerId }: TurnState, { flow }: Active): boolean {
  return flow.name === 'login' && volunteerId !== undefined
}

function isBareAnswer(intent: Intent): boolean {
  return intent === 'affirm' || intent === 'deny' || intent === 'oos'
}

/** Nobody is asking, or the one who asks has passed it on. */
function elsewhere({ said, session }: TurnState, { flows }: RouteParts): Route {
  if (said.band === 'act' && flows.has(said.intent)) return toBegin(said.intent)
  const misses = session.misses + 1
  const nearest = [{ intent: said.intent, confidence: said.confidence }, ...said.alternatives]
    .map(({ intent }) => intent)
    .filter(intent => flows.has(intent) && !SMALL_TALK.has(intent))
    .slice(0, 2)
  if (said.band === 'confirm') return toBegin('unsure', { nearest, slots: said.slots, misses })
  return toBegin(misses > MOST_MISSES ? 'lost' : 'rejected', { nearest })
}

function toBegin(flow: string, data: object = {}): Route {
  return { kind: 'begin', flow, data }
}
