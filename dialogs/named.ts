/** Which program a sentence names. */
import { readBeginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { toJamo } from '../src/domain/jamo.js'
import type { Program } from '../src/domain/program.js'
import { MOST_ITEMS } from '../src/messengers/messenger.js'
import { present } from '../src/platform/present.js'
import type { Services } from '../src/services/index.js'
import type { Heard } from '../src/understanding/heard.js'
import { bears, exactlyNamed } from '../src/understanding/names.js'
import type { Slots } from '../src/understanding/slots.js'
import { type Conditions, fits, hasConditions } from './conditions.js'
import { aboutOf, namedAmong } from './mine.js'

/** So many days of one activity are offered. */
const MOST_SAME = 5

/** The program that is meant, or the few that may be, as `apply` begins with it. */
export type Named = { subject: string } | { named: string[] }

type Said = Pick<Heard, 'names' | 'titles' | 'slots'> & { readonly repair: { readonly wanted: string } }

/** A program is meant and not its field: "벽화 신청할래", "벽화"; but "벽화 봉사 찾아줘" looks for more. */
export async function programNamed({ tx, said }: Turn, services: Services): Promise<Named | undefined> {
  const { intent, band, slots, withdraws } = said
  const { category: _perhapsOfAName, ...others } = slots
  const looking = (intent === 'search' && band === 'act') || withdraws || hasConditions(others) || slots.not
  if (slots.corrects && hasConditions(others)) return titleIn(tx, said, services)
  if (intent === 'apply' || !looking) return namedIn(tx, said, services)
  return withdraws || slots.not ? undefined : titleIn(tx, said, services)
}

/** The program or the few that the names in the sentence fit. An exact title wins always. */
export async function namedIn(tx: Turn['tx'], said: Said, services: Services): Promise<Named | undefined> {
  const exact = await titleIn(tx, said, services)
  if (exact) return exact
  const { names } = said
  if (names.length === 0) return undefined
  const near = await services.programs.named(tx, names.join(' '), MOST_ITEMS)
  return toNamed(near.filter(program => bears(program.title, names) && fits(program, said.slots)))
}

/** What bears a title that the sentence says to the letter, whatever day, place or field the title seems to speak of. */
export async function titleIn(tx: Turn['tx'], said: Said, services: Services): Promise<Named | undefined> {
  const titled = await services.programs.titled(tx, said.titles, MOST_ITEMS)
  const exact = exactlyNamed({ text: said.repair.wanted, names: said.names }, titled, ({ title }) => title)
  const there = exact.filter(program => fits(program, said.slots))
  return toNamed(there.length > 0 ? there : exact)
}

/** The same activity on other days, as `slots` name them. */
export async function sameOn(tx: Turn['tx'], id: string, slots: Slots, services: Services): Promise<Named | undefined> {
  const program = await services.programs.byId(tx, id)
  if (!program) return undefined
  const titled = await services.programs.titled(tx, [toJamo(program.title)], MOST_SAME)
  return toNamed(titled.filter(other => other.id !== id && fits(other, slots)))
}

/** What is called by the whole sentence, though it holds words of doing ("신청 취소 안내 돕기"). */
export async function calledBy(tx: Turn['tx'], text: string, services: Services): Promise<Named | undefined> {
  const whole = toJamo(text)
  const titled = await services.programs.titled(tx, [whole], MOST_ITEMS)
  return toNamed(titled.filter(({ title }) => toJamo(title) === whole))
}

/** "신청해줘": it says of what is talked about that one wants to apply, and nothing else. */
function saysNoMore({ intent, band, names, slots, saysWhat }: Turn['said']): boolean {
  return intent === 'apply' && band === 'act' && names.length === 0 && !saysWhat && !hasConditions(slots)
}

/** The program that was shown last ("아까 그거 신청할래"), the one that is talked about, or the one that is named. */
export async function programMeant(turn: Turn, services: Services): Promise<Named | undefined> {
  const { said, memory, tx, choice } = turn
  if (said.meansIt && memory.program) return { subject: memory.program }
  if (memory.focus && choice === undefined && saysNoMore(said)) return { subject: memory.focus }
  return namedIn(tx, said, services)
}

/** What bears a title said to the letter, whatever else is said; else what bears one of the names (`nearly`), to be asked about. */
export async function nearlyNamed(
  { tx, said }: Turn,
  services: Services,
  { region, regions }: Conditions = {},
): Promise<(Named & { nearly?: true }) | undefined> {
  const { names, slots, titles } = said
  const place = present({ region, regions })
  const titled = await services.programs.titled(tx, titles, MOST_ITEMS)
  const held = exactlyNamed({ text: said.repair.wanted, names: [] }, titled, ({ title }) => title)
  const meant = toNamed(held.filter(program => fits(program, slots)))
  if (meant) return meant
  const alike = new Map<string, Program>()
  for (const name of names.slice(0, MOST_NAMES))
    for (const program of await services.programs.named(tx, name, MOST_ITEMS))
      if (bears(program.title, [name]) && fits(program, { ...place, ...slots })) alike.set(program.id, program)
  return alike.size > 0 ? { named: [...alike.keys()].slice(0, MOST_NEAR), nearly: true } : undefined
}
const MOST_NAMES = 2
const MOST_NEAR = 3

/** The activity that a question is about: the one pointed at in a list, named, or talked about last. */
export async function programAsked(turn: Turn, services: Services): Promise<string | undefined> {
  const { said, memory, tx, choice, volunteerId } = turn
  const pointed = readBeginning(choice ?? '')
  if (pointed?.subject && pointed.flow === 'apply') return pointed.subject
  if (pointed?.subject && volunteerId)
    return (await services.applications.one(tx, volunteerId, pointed.subject))?.program.id
  const { category: _perhapsOfAName, ...others } = said.slots
  if (said.names.length === 0) return hasConditions(others) ? undefined : memory.focus
  const named = await namedIn(tx, said, services)
  if (named && 'subject' in named) return named.subject
  // Of several of that name the one is meant that the person is going to.
  const coming = volunteerId ? await services.applications.coming(tx, volunteerId) : []
  const [own, ...more] = namedAmong(aboutOf(said), coming)
  return more.length === 0 ? own?.program.id : undefined
}

function toNamed(meant: readonly Program[]): Named | undefined {
  if (meant.length === 0) return undefined
  return meant.length === 1 ? { subject: meant[0]!.id } : { named: meant.map(({ id }) => id) }
}
