/** Which deeds a sentence of several wishes asks for, so that one yes can be for all of them and none goes without a word. */
import { readBeginning, type Situation } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import type { Services } from '../src/services/index.js'
import type { Heard } from '../src/understanding/heard.js'
import type { Slots } from '../src/understanding/slots.js'
import { isOfTime } from './conditions.js'
import { aboutOf, namedAmong, namesNone, openOf } from './mine.js'
import { namedIn, sameOn } from './named.js'

export type Deed =
  | { readonly act: 'apply'; readonly subject: string }
  | { readonly act: 'cancel'; readonly subject: string }

export interface Plan {
  deeds: readonly Deed[]
  /** Nothing is done unless all of it is. */
  whole: boolean
  /** What is to be moved is on none of these days. */
  nowhere?: { readonly title: string; readonly slots: Slots }
}

const MOST_DEEDS = 5

/** The plan that a sentence spells; undefined when it has one wish, or one of them cannot be told. */
export async function planMeant({ turn, items, active }: Situation, services: Services): Promise<Plan | undefined> {
  const { parts, withdraws, asks, repair } = turn.said
  // "1번 말고 2번" wishes for one.
  if (asks || repair.refuses) return undefined
  // "다음 주로 바꿔 줘" is about what is being asked.
  if (parts.moves) return active?.step.takes?.slots && turn.said.names.length === 0 ? undefined : moved(turn, services)
  const deeds =
    (await allWithdrawn(turn, services)) ??
    pointed(items, parts.places, withdraws) ??
    (await named(turn, services)) ??
    (parts.all && !withdraws && turn.said.names.length === 0 ? allShown(items, parts.count) : undefined)
  return deeds && deeds.length > 1 && deeds.length <= MOST_DEEDS ? { deeds, whole: false } : undefined
}

async function allWithdrawn(turn: Turn, services: Services): Promise<Deed[] | undefined> {
  const { parts, withdraws } = turn.said
  if (!withdraws || !parts.all || parts.places.length > 0) return undefined
  const open = await openOf(turn, services)
  const about = aboutOf(turn.said)
  const meant = namesNone(about) ? open : namedAmong(about, open)
  if (parts.count !== undefined && parts.count !== meant.length) return undefined
  return meant.map(({ application }) => ({ act: 'cancel', subject: application.id }))
}

/** "1번이랑 3번": of the things shown. */
function pointed(items: Situation['items'], places: readonly number[], withdraws: boolean): Deed[] | undefined {
  if (places.length < 2) return undefined
  const deeds = places.map(place => deedOf(items[place]?.value, withdraws))
  return deeds.every(deed => deed !== undefined) ? deeds : undefined
}

function allShown(items: Situation['items'], count: number | undefined): Deed[] | undefined {
  if (count !== undefined && count !== items.length) return undefined
  const deeds = items.map(({ value }) => deedOf(value, false))
  return deeds.every(deed => deed?.act === 'apply') ? (deeds as Deed[]) : undefined
}

function deedOf(value: string | undefined, withdraws: boolean): Deed | undefined {
  const { flow, subject } = readBeginning(value ?? '') ?? {}
  if (!subject) return undefined
  if (flow === 'apply') return withdraws ? undefined : { act: 'apply', subject }
  return flow === 'cancel' || (flow === 'check' && withdraws) ? { act: 'cancel', subject } : undefined
}

/** "플로깅 신청하고 벽화도": each part names one. */
async function named(turn: Turn, services: Services): Promise<Deed[] | undefined> {
  const { wishes } = turn.said
  if (wishes.length < 2) return undefined
  const deeds: Deed[] = []
  for (const wish of wishes) {
    const deed = await deedNamed(turn, wish, services)
    if (!deed) return undefined
    deeds.push(deed)
  }
  return deeds
}

async function deedNamed(turn: Turn, wish: Heard, services: Services): Promise<Deed | undefined> {
  if (wish.names.length === 0) return undefined
  if (wish.withdraws) {
    const [only, ...others] = namedAmong(aboutOf(wish), await openOf(turn, services))
    return only && others.length === 0 ? { act: 'cancel', subject: only.application.id } : undefined
  }
  const program = await namedIn(turn.tx, wish, services)
  // Of several days the first is spelled out, so that it can be corrected before the yes.
  return program && { act: 'apply', subject: 'subject' in program ? program.subject : program.named[0]! }
}

/** "이번 주 플로깅 다음 주로 옮겨 줘", "도시락 취소하고 김장으로 바꿔 줘": the new one first, and the old one only when that worked. */
async function moved(turn: Turn, services: Services): Promise<Plan | undefined> {
  const [from, to] = turn.said.wishes
  if (!from || !to) return undefined
  const open = await openOf(turn, services)
  const meant = namedAmong(aboutOf(from), open)
  const [old, ...others] = meant.length > 0 ? meant : open
  if (!old || others.length > 0) return undefined
  const other =
    to.names.length > 0
      ? await namedIn(turn.tx, to, services)
      : await sameOn(turn.tx, old.program.id, to.slots, services)
  if (!other)
    return isOfTime(to.slots)
      ? { deeds: [], whole: true, nowhere: { title: old.program.title, slots: to.slots } }
      : undefined
  const subject = 'subject' in other ? other.subject : other.named[0]!
  if (subject === old.program.id) return undefined
  return {
    deeds: [
      { act: 'apply', subject },
      { act: 'cancel', subject: old.application.id },
    ],
    whole: true,
  }
}
