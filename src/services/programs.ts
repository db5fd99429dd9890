/** Finding programs and making them. */
import type { Program, ProgramFilter } from '../domain/program.js'
import type { Clock } from '../platform/clock.js'
import { similarPrograms, titledPrograms } from '../storage/program-names.js'
import {
  addProgram,
  type Cursor,
  findProgram,
  findPrograms,
  listPrograms,
  type NewProgram,
  searchPrograms,
} from '../storage/programs.js'
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
  /** One page of what can be applied for, by start. `page` counts from 0. */
  search(tx: Tx, filter: ProgramFilter, page: number, size: number): Promise<Found>
  /** Everything the filter allows, by start, for lists that go on at a cursor. */
  list(tx: Tx, filter: ProgramFilter, after: Cursor | undefined, limit: number): Promise<Found>
  /** Upcoming programs named nearly like `words`, the nearest first. */
  named(tx: Tx, words: string, most: number): Promise<readonly Program[]>
  /** Upcoming programs whose title is one of these to the letter (taken apart by `toJamo`), the longest first. */
  titled(tx: Tx, titles: readonly string[], most: number): Promise<readonly Program[]>
  add(tx: Tx, program: NewProgram): Promise<Program>
}

export function createPrograms({ clock }: { clock: Clock }): Programs {
  const upTo = (programs: Program[], limit: number): Found => ({
    programs: programs.slice(0, limit),
    more: programs.length > limit,
  })
  return {
    byId: (tx, id) => findProgram(tx, id),
    byIds: (tx, ids) => findPrograms(tx, ids),
    async search(tx, filter, page, size) {
      const asked = { openFor: 1, ...filter }
      const found = await searchPrograms(tx, asked, { offset: page * size, limit: size + 1 }, clock.now())
      return upTo(found, size)
    },
    async list(tx, filter, after, limit) {
      return upTo(await listPrograms(tx, filter, after, limit + 1, clock.now()), limit)
    },
    named: (tx, words, most) => similarPrograms(tx, words, most, clock.now()),
    titled: async (tx, titles, most) => (titles.length > 0 ? titledPrograms(tx, titles, most, clock.now()) : []),
    add: (tx, program) => addProgram(tx, program, clock.now()),
  }
}
