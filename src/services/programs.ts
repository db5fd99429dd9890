/** Finding programs. */
import type { Program, ProgramFilter } from '../domain/program.js'
import type { Cursor } from '../domain/program-order.js'
import type { Clock } from '../platform/clock.js'
import { present } from '../platform/present.js'
import { listPrograms } from '../storage/program-lists.js'
import { similarPrograms, titledPrograms } from '../storage/program-names.js'
import { findProgram, findPrograms } from '../storage/programs.js'
import type { Tx } from '../storage/transaction.js'

export interface Found {
  readonly programs: readonly Program[]
  /** Whether a next page has something. */
  readonly more: boolean
}

export interface Programs {
  byId(tx: Tx, id: string): Promise<Program | undefined>
  /** Those that are there, in the order of the ids. */
  byIds(tx: Tx, ids: readonly string[]): Promise<readonly Program[]>
  /** A page of what can be applied for, here or elsewhere, in the order of `PARTS`. */
  search(tx: Tx, filter: ProgramFilter, after: Cursor | undefined, limit: number): Promise<Found>
  /** What can be applied for instead of it: of its field nearby, else of its field in the province, else whatever is nearby. */
  similarTo(tx: Tx, program: Program, most: number): Promise<readonly Program[]>
  /** A page of everything the filter allows, in the same order. */
  list(tx: Tx, filter: ProgramFilter, after: Cursor | undefined, limit: number): Promise<Found>
  /** Programs that are not past, named nearly like `words`, the nearest first. */
  named(tx: Tx, words: string, most: number): Promise<readonly Program[]>
  /** Programs that are not past, whose title is one of these to the letter (taken apart by `toJamo`), the longest first. */
  titled(tx: Tx, titles: readonly string[], most: number): Promise<readonly Program[]>
}

export function createPrograms({ clock }: { clock: Clock }): Programs {
  const list: Programs['list'] = async (tx, filter, after, limit) => {
    const found = await listPrograms(tx, filter, after, limit + 1, clock.now())
    return { programs: found.slice(0, limit), more: found.length > limit }
  }
  const search: Programs['search'] = (tx, filter, after, limit) => list(tx, { openFor: 1, ...filter }, after, limit)
  return {
    byId: (tx, id) => findProgram(tx, id),
    byIds: (tx, ids) => findPrograms(tx, ids),
    search,
    similarTo: (tx, program, most) => similarTo(search, tx, program, most),
    list,
    named: (tx, words, most) => similarPrograms(tx, words, most, clock.now()),
    titled: async (tx, titles, most) => (titles.length > 0 ? titledPrograms(tx, titles, most, clock.now()) : []),
  }
}

async function similarTo(
  search: Programs['search'],
  tx: Tx,
  program: Program,
  most: number,
): Promise<readonly Program[]> {
  const { id, category, sido, sigungu } = program
  const nearby = present({ sido, sigungu: sigungu ?? undefined })
  for (const filter of [{ category, ...nearby }, { category, sido }, nearby]) {
    const { programs } = await search(tx, filter, undefined, most + 1)
    const others = programs.filter(other => other.id !== id)
    if (others.length > 0) return others.slice(0, most)
  }
  return []
}
