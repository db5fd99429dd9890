/**
 * Where a message goes, most pressing first: what is not said, words that always mean the same, what was pressed or chosen, the question
 * that is being asked, another subject, and at last that it was not understood. The first rule that knows decides.
 */
import { beginning, MORE, type Rule, readBeginning, type Situation } from '../src/conversation/route.js'
import type { Incoming, Turn } from '../src/conversation/turn.js'
import { withdraws } from '../src/understanding/wishes.js'
import { hasConditions } from './conditions.js'
import type { FlowParts } from './flows.js'
import { isForPerson } from './for-person.js'
import { aboutIn, namedAmong, openOf } from './mine.js'
import { calledBy, programAsked, programMeant, programNamed } from './named.js'
import { isUnanswered, nearestOf } from './nearest.js'
import { planMeant } from './plans.js'
import { isBareAnswer, isGranted, isOnlyConditions, isPointed, isReplaced, isSameYes, isStopped } from './readings.js'
import { asksOtherDay, OWN_AFFAIRS, refersBack } from './referring.js'
import { begin, rule, taking } from './rule.js'
import { changedSearch, lastSearch, NO_SEARCH, pageMeant, withConditions } from './searches.js'
import { programOfToday } from './today.js'

/** After so many misses in a row a person is offered; after `given` the question that waits is asked no more. */
const MOST_MISSES = { idle: 2, asking: 1, given: 2 } as const
/** All of them show a list. */
const LISTING: ReadonlySet<string> = new Set(['search', 'apply', 'recommend'])
/** Beyond this many letters a sentence that was not understood is about more than the place and day in it. */
const MOST_LETTERS = 12

export function createRules(parts: FlowParts): readonly Rule[] {
  return [
    ...inNeed,
    ...late,
    ...unsaid,
    ...always(parts),
    ...ofToday(parts),
    ...awaited,
    ...aboutIt(parts),
    ...several(parts),
    ...chosen,
    ...answers(parts),
    ...subjects(parts),
    ...meantAnyway(parts),
    ...missed,
  ]
}

/** Somebody is in distress or danger: nothing that is asked or done is as pressing, also where a free text was asked for. */
const inNeed: readonly Rule[] = [
  taking('care', ({ turn, incoming }) => needIn(turn, incoming)),
  rule('care', ({ turn, incoming }) => needIn(turn, incoming) !== undefined && begin('care')),
]

/** Somebody comes back: a bare yes is asked what it meant, anything else finds no question left. */
const late: readonly Rule[] = [
  rule('late yes', ({ turn, active, isLate }) => {
    const yes = active?.step.takes?.yes && (turn.choice === 'yes' || turn.answer === 'yes')
    return isLate && yes && { kind: 'again', word: 'late' }
  }),
  rule('late', ({ active, isLate }) => isLate && active && active.flow.name !== 'login' && { kind: 'drop' }),
]

/** Events: nothing was said. */
const unsaid: readonly Rule[] = [
  rule('opened', ({ incoming }) => incoming.event === 'opened' && begin('greet')),
  rule('picture', at => {
    const { event } = at.incoming
    return (event === 'image' || event === 'sticker') && begin(isLost(at) ? 'lost' : 'unreadable')
  }),
  rule('phone', ({ incoming }) => incoming.event === 'phone' && begin('unasked-phone')),
  rule('linked', ({ incoming, active }) => incoming.event === 'linked' && !active && begin('login')),
]

/** Words that mean the same wherever they are said. */
const always = ({ services }: FlowParts): readonly Rule[] => [
  rule('called', async ({ turn }) => {
    const { said, tx } = turn
    const doing = said.withdraws || said.undoes || said.intent === 'restart'
    const called = doing && said.names.length > 0 && !isPointed(turn) && (await calledBy(tx, said.text, services))
    return called && begin('apply', called)
  }),
  rule('undo', ({ turn }) => !isPointed(turn) && turn.said.undoes && begin('undo')),
  rule(
    'slip',
    ({ turn, active }) => !active && !isPointed(turn) && turn.memory.settled && turn.said.slips && begin('undo'),
  ),
  rule(
    'forget-me',
    ({ turn, active }) =>
      !isPointed(turn) && active?.flow.name !== 'cancel' && turn.said.forgetsAll && begin('profile'),
  ),
  rule('restart', ({ turn }) => {
    const { said, choice } = turn
    const points = choice?.startsWith(beginning('')) || refersBack(turn)
    return said.intent === 'restart' && said.band === 'act' && !points && !isOnlyConditions(turn) && begin('restart')
  }),
]

/** Who will be late has little time to read. */
const ofToday = ({ services }: FlowParts): readonly Rule[] => [
  rule('delayed', async ({ turn, incoming }) => {
    const delayed = turn.said.delays && !isPointed(turn) && incoming.value === undefined
    return delayed && (await programOfToday(turn, services)) !== undefined && begin('delayed')
  }),
]

/** Who wants to be told of something later must not think that it was noted, unless that is what is asked about. */
const awaited: readonly Rule[] = [
  taking('yes', ({ turn, active }) => isGranted(turn, active) || undefined),
  rule('awaited', ({ turn, incoming, active }) => {
    const pressed = isPointed(turn) || incoming.value !== undefined || incoming.token !== undefined
    const { awaits, fact } = turn.said
    return awaits !== undefined && !fact && !pressed && !active?.step.takes?.text && begin('notices')
  }),
]

/** Several wishes in one breath: spelled out, and asked about once. */
const several = ({ services }: FlowParts): readonly Rule[] => [
  rule('plan', async at => {
    const pressed = isPointed(at.turn) || at.incoming.value !== undefined || at.incoming.token !== undefined
    const plan = pressed || at.active?.step.takes?.text ? undefined : await planMeant(at, services)
    return plan && begin('plan', plan)
  }),
]

/** What was pressed, or typed as it stands there. */
const chosen: readonly Rule[] = [
  rule('rest', ({ turn, hasRest }) => turn.choice === MORE && hasRest && { kind: 'more' }),
  rule('begin', ({ turn, incoming, hasFlow }) => {
    const named = readBeginning(turn.choice ?? incoming.value ?? '')
    if (!named) return undefined
    const carried = incoming.value !== undefined || incoming.token !== undefined
    const meant = carried ? named.flow : flowMeant(named.flow, turn)
    if (!meant || !hasFlow(meant)) return undefined
    const isOfIt = meant === named.flow || meant === 'unwish'
    return begin(meant, named.subject && isOfIt ? { subject: named.subject } : {})
  }),
  // Kakao cannot be told that the account was linked: the next message of any kind goes on where the talk stopped.
  taking('linked', ({ turn }) => turn.volunteerId !== undefined || undefined),
  taking('yes', ({ turn }) => turn.choice === 'yes' || undefined),
  taking('no', ({ turn }) => (turn.choice === 'no' ? 'plain' : undefined)),
  taking('page', ({ turn }) => (turn.choice === 'next' ? 'next' : undefined)),
  taking('choice', ({ turn }) => turn.choice),
  taking('text', at => (isForPerson(at) ? at.turn.said.text : undefined)),
]

/** A fact of the activity that is named, pointed at, or talked about. */
const aboutIt = ({ services }: FlowParts): readonly Rule[] => [
  rule('about it', async ({ turn, incoming, active }) => {
    const { fact, reportsTrouble } = turn.said
    if (active?.step.takes?.text && reportsTrouble) return undefined
    const pressed = isPointed(turn) || incoming.value !== undefined || incoming.token !== undefined
    if (!fact || pressed) return undefined
    const subject = await programAsked(turn, services)
    return subject !== undefined && begin('about', { subject, fact })
  }),
]

/** What may be an answer to the question that is being asked, unless the subject was clearly changed. */
const answers = ({ services }: FlowParts): readonly Rule[] => [
  taking('no', ({ turn }) => (isStopped(turn) ? 'plain' : undefined)),
  rule('another subject', ({ turn, active, hasFlow }) => {
    const { said } = turn
    const answering =
      said.slots.corrects ||
      refersBack(turn) ||
      isBareAnswer(said.intent) ||
      (active?.step.takes?.slots && asksOtherDay(turn))
    const another = said.band === 'act' && !active?.step.answers?.includes(said.intent) && hasFlow(said.intent)
    return active !== undefined && another && !answering && !isOnlyConditions(turn) && begin(said.intent)
  }),
  taking('yes', ({ turn }) => turn.answer === 'yes' || undefined),
  taking('no', ({ turn }) => (turn.answer === 'no' ? 'plain' : undefined)),
  taking('forget', ({ turn }) => (turn.choice === undefined && turn.said.asksToForget) || undefined),
  taking('page', ({ turn }) => pageMeant(turn)),
  rule(
    'ponder',
    ({ turn, active }) => turn.said.ponders && (active || isBareAnswer(turn.said.intent)) && begin('pondering'),
  ),
  taking('mine', async ({ turn }) => {
    const named = namedAmong(aboutIn(turn), await openOf(turn, services))
    return named.length > 0 ? named : undefined
  }),
  taking('program', ({ turn }) => programNamed(turn, services)),
  taking('slots', ({ turn }) => (hasConditions(turn.said.slots) ? turn.said.slots : undefined)),
  taking('search', ({ turn }) => withConditions(turn, services, lastSearch(turn) ?? NO_SEARCH)),
  // What was refused or replaced must not be confirmed by the next yes, though nobody knows what is wanted in its place.
  taking('no', ({ turn }) => (isReplaced(turn) ? 'instead' : undefined)),
  taking('intent', ({ turn, active }) => active!.step.answers?.find(intent => intent === turn.said.intent)),
]

/** What is talked about from here on. */
const subjects = ({ services }: FlowParts): readonly Rule[] => [
  rule('said once more', ({ turn, incoming, active }) => {
    const { settled } = turn.memory
    return (
      !active && settled && isSameYes(turn, incoming, settled.flow) && begin(settled.flow, { subject: settled.subject })
    )
  }),
  rule('keep', ({ turn }) => turn.said.keeps && begin('cancel', { keep: true })),
  rule('refers back', ({ turn, active }) => !active && refersBack(turn) && begin('search')),
  // "그 날 다른 거 없어요?" of an activity that was named and not searched for.
  rule('beside it', async ({ turn, active }) => {
    const { said, memory } = turn
    const { same = [], other = [] } = said.reference ?? {}
    const points = !memory.search && memory.program !== undefined && same.length + other.length > 0
    if (active || !points || OWN_AFFAIRS.has(said.intent)) return undefined
    const search = await withConditions(turn, services, NO_SEARCH)
    return search && begin('search', search)
  }),
  rule('understood', at => {
    const { intent, band } = at.turn.said
    return band === 'act' && !isUnanswered(at) && !isOnlyConditions(at.turn) && at.hasFlow(intent) && begin(intent)
  }),
]

/** A sentence that was not understood means something by what it names, the day and place it gives or the question it asks. */
const meantAnyway = ({ services, questions }: FlowParts): readonly Rule[] => [
  rule('named', async ({ turn }) => {
    const named = await programMeant(turn, services)
    if (!named) return undefined
    return turn.said.withdraws ? begin('cancel') : begin('apply', named)
  }),
  rule('conditions', async ({ turn }) => {
    if (turn.said.plain.length > MOST_LETTERS) return undefined
    const search = await changedSearch(turn, services, lastSearch(turn) ?? NO_SEARCH)
    return search && begin('search', search)
  }),
  rule('question', at => {
    const asking = nearestOf(at).find(intent => intent.startsWith('faq'))
    return asking !== undefined && questions.answerTo(at.turn.said) !== undefined && begin(asking)
  }),
]

const missed: readonly Rule[] = [
  taking('unknown', ({ turn }) => turn.said.text),
  // Each of the nearest shows the same list, so that there is nothing to ask.
  rule('listing', at => {
    const [first, second] = nearestOf(at)
    const { band, slots, saysWhat } = at.turn.said
    const says = hasConditions(slots) || saysWhat
    const same = band === 'confirm' ? second === undefined || LISTING.has(second) : hasConditions(slots)
    // What is only perhaps a wish for something personal is met by the plain list.
    const shown = first === 'recommend' && second === 'search' ? second : first
    return shown !== undefined && LISTING.has(shown) && same && says && begin(shown)
  }),
  rule('given up', ({ active, misses }) => active && misses >= MOST_MISSES.given && { kind: 'drop' }),
  rule('lost', at => isLost(at) && begin('lost')),
  rule('unsure', at => {
    const nearest = nearestOf(at)
    const { band, slots } = at.turn.said
    return band === 'confirm' && nearest.length > 1 && begin('unsure', { nearest, slots })
  }),
  rule('not understood', at => begin('rejected', { nearest: nearestOf(at), asking: at.active !== undefined })),
]

/** Something shown was named, but to do something else with it: "벽화 취소할래" after a list of programs or applications. */
function flowMeant(shownFor: string, turn: Turn): string | undefined {
  const { said } = turn
  if (shownFor === 'apply' || shownFor === 'check') {
    if (withdraws(turn.beside)) return 'cancel'
    if (shownFor === 'apply' && said.intent === 'check' && said.band === 'act') return undefined
  }
  return shownFor === 'wish' && withdraws(turn.beside) ? 'unwish' : shownFor
}

/** A button that is named after need ("학교폭력 예방") is no cry for help. */
function needIn(turn: Turn, { event, value, token }: Incoming) {
  const pressed = isPointed(turn) || value !== undefined || token !== undefined
  return event === undefined && !pressed ? turn.said.care : undefined
}

function isLost({ misses, active }: Situation): boolean {
  return misses >= (active ? MOST_MISSES.asking : MOST_MISSES.idle)
}
