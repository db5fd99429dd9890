/** Where a message goes: to the question that was asked, aside, or to another flow. */

import type { Intent } from '../understanding/intents.js'
import { readReference } from '../understanding/references.js'
import type { Flow, Step } from './flow.js'
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

/** Nobody who was not understood meant to be asked whether they said yes, and the way to the beginning is always offered. */
const NEVER_NEAREST: ReadonlySet<string> = new Set(['affirm', 'deny', 'greet', 'thanks', 'bye', 'restart', 'oos'])

/** After so many misses in a row a person is offered; a running question is dropped before it is asked for the third time. */
const MOST_MISSES = { idle: 2, asking: 1 } as const

/** Whether the sentence is about withdrawing, whatever it names and however surely it was understood. */
export const withdraws = (text: string): boolean => /취소|철회|못\s*가|안\s*갈/.test(text)

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
function unsaid(state: TurnState, { active }: RouteParts): Route | undefined {
  const { incoming, said, session, choice } = state
  if (incoming.event === 'opened') return toBegin('greet')
  if (incoming.event === 'image' || incoming.event === 'sticker')
    return isLost(session, active !== undefined) ? toBegin('lost') : toBegin('unreadable')
  if (incoming.event === 'phone') return toBegin('unasked-phone')
  if (incoming.event === 'linked' && !active) return toBegin('login')
  if (UNDO.test(said.text)) return toBegin('undo')
  if (active?.flow.name !== 'cancel' && wantsAllForgotten(said.text)) return toBegin('profile')
  const pointing = choice?.startsWith('begin:') || refersBack(state)
  return said.intent === 'restart' && said.band === 'act' && !pointing ? toBegin('restart') : undefined
}

const ALL_OF_ME =
  /^(?:내거|내것|제거|제것|(?:내|제|나눈)?대화(?:기록|내용)?|(?:내|제)기록|저장된거|저장된것)?(?:싹다|싹|다|전부|모두|몽땅)?/
const FORGOTTEN =
  /^(?:지워|삭제|삭재|없애|잊어|파기해)(?:줘|조|주세요|주라|줄래|해|해줘|해주세요|줘요|할래|버려)?(?:요)?$/
const FORGET_ME = /^(?:나|저|날|절)(?:를|좀|에대해)?잊어/

/** "다 지워줘", "대화 기록 지워줘", "나를 잊어줘": nothing else is named that could be meant. */
function wantsAllForgotten(text: string): boolean {
  const letters = text.replace(/[^가-힣]/g, '')
  const [all = ''] = ALL_OF_ME.exec(letters) ?? []
  return FORGET_ME.test(letters) || (all !== '' && FORGOTTEN.test(letters.slice(all.length)))
}

/** "거기 말고", "같은 시간에 다른 데": about the last search, unless it is about one's own applications. */
function refersBack({ said, session }: TurnState): boolean {
  return session.memory.search !== undefined && readReference(said.text) !== undefined && !OWN_AFFAIRS.has(said.intent)
}
const OWN_AFFAIRS: ReadonlySet<Intent> = new Set(['check', 'cancel', 'hours', 'agent', 'certificate'])

function isLost({ misses }: TurnState['session'], asking: boolean): boolean {
  return misses >= (asking ? MOST_MISSES.asking : MOST_MISSES.idle)
}

function chosenRoute({ choice, incoming, session, said }: TurnState, { flows, active }: RouteParts): Route | undefined {
  if (choice === MORE && session.rest.length > 0) return { kind: 'more' }
  const [, named, subject] = BEGINNING.exec(choice ?? incoming.value ?? '') ?? []
  const carried = incoming.value !== undefined || incoming.token !== undefined
  const meant = named && (carried ? named : meantFlow(named, said))
  if (meant && flows.has(meant)) return toBegin(meant, subject && meant === named ? { subject } : {})
  if (named && !meant) return undefined
  return choice !== undefined && active ? { kind: 'answer' } : undefined
}

/** Something shown was named, but to do something else with it: "벽화 취소할래" after a list of programs or applications. */
function meantFlow(shownFor: string, { text, intent, band }: TurnState['said']): string | undefined {
  if (shownFor === 'apply' || shownFor === 'check') {
    if (withdraws(text)) return 'cancel'
    if (shownFor === 'apply' && intent === 'check' && band === 'act') return undefined
  }
  return shownFor
}

function spoken(state: TurnState, parts: RouteParts): Route {
  const { said } = state
  const { active } = parts
  if (!active) return elsewhere(state, parts)
  if (active.step.free || isAwaitedPerson(state, active)) return { kind: 'answer' }
  const another = said.band === 'act' && !active.step.answers?.includes(said.intent) && parts.flows.has(said.intent)
  const answering = said.slots.corrects || refersBack(state) || isBareAnswer(said.intent)
  return another && !answering ? toBegin(said.intent) : { kind: 'answer' }
}

/** Kakao cannot be told that the account was linked: the next message of any kind goes on where the talk stopped. */
function isAwaitedPerson({ volunteerId }: TurnState, { flow }: Active): boolean {
  return flow.name === 'login' && volunteerId !== undefined
}

function isBareAnswer(intent: Intent): boolean {
  return intent === 'affirm' || intent === 'deny' || intent === 'oos'
}

/** Nobody is asking, or the one who asks has passed it on. */
function elsewhere(state: TurnState, { flows, passed }: RouteParts): Route {
  const { said, session } = state
  if (!passed && refersBack(state)) return toBegin('search')
  // A yes or no that does not answer the question is none to anything else.
  const answerless = passed && (said.intent === 'affirm' || said.intent === 'deny')
  if (said.band === 'act' && !answerless && flows.has(said.intent)) return toBegin(said.intent)
  const nearest = [{ intent: said.intent, confidence: said.confidence }, ...said.alternatives]
    .map(({ intent }) => intent)
    .filter(intent => flows.has(intent) && !NEVER_NEAREST.has(intent))
    .slice(0, 2)
  if (isLost(session, passed)) return toBegin('lost')
  return said.band === 'confirm' && nearest.length > 1 && !answerless
    ? toBegin('unsure', { nearest, slots: said.slots })
    : toBegin('rejected', { nearest: answerless ? [] : nearest, asking: passed })
}

function toBegin(flow: string, data: object = {}): Route {
  return { kind: 'begin', flow, data }
}
