/** Where a person usually looks: learnt from what they searched and applied for, in this account's conversation. */
import type { Turn } from '../src/conversation/turn.js'
import type { Services } from '../src/services/index.js'
import type { Region } from '../src/understanding/slots.js'
import { type Conditions, isOnline } from './conditions.js'

type Place = { readonly sido: string; readonly sigungu?: string | null | undefined }
/** So many are counted; what was not looked for in a long time goes. */
const MOST_PLACES = 5

/** One more time that they wanted this place. */
export function learnPlace({ memory }: Turn, { sido, sigungu }: Place): void {
  const isSame = (other: Place) => other.sido === sido && (other.sigungu ?? '') === (sigungu ?? '')
  const { places = [] } = memory
  const times = (places.find(isSame)?.times ?? 0) + 1
  const latest = { sido, ...(sigungu ? { sigungu } : {}), times }
  memory.places = [latest, ...places.filter(other => !isSame(other))].slice(0, MOST_PLACES)
}

/** Where they wanted something most often, and so many times; the latest of equals. What they applied for is looked at once. */
export async function usualPlace(turn: Turn, services: Services, least: number): Promise<Region | undefined> {
  const { memory, volunteerId, tx } = turn
  if (!memory.places && volunteerId) {
    memory.places = []
    const applied = await services.applications.usualPlace(tx, volunteerId)
    if (applied) learnPlace(turn, applied)
  }
  return mostWanted(memory, least)
}

export function mostWanted({ places = [] }: Turn['memory'], least = 1): Region | undefined {
  const [first, ...others] = places
  if (!first) return undefined
  const { sido, sigungu, times } = others.reduce((most, other) => (other.times > most.times ? other : most), first)
  if (times < least) return undefined
  return sigungu ? { sido, sigungu } : { sido }
}

/** Whether a place would narrow what is asked for, and none was spoken of. */
export function lacksPlace(conditions: Conditions): boolean {
  const { region, anywhere, except, word } = conditions
  return !region && !anywhere && !except?.region && !word && !isOnline(conditions)
}
