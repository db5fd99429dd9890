/** Demo data: what makes a newcomer's desk look like an ordinary day, on any day. Never in production. */
import type { VolunteerRecord } from '../domain/record.js'
import { addDays, type Clock, seoulDay } from '../platform/clock.js'
import {
  addDemoApplications,
  addDemoOrganisations,
  addDemoPrograms,
  addDemoRecords,
  type DemoApplication,
  lockDemo,
} from '../storage/demo.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import { type PlannedProgram, planDemo } from './demo/plan.js'
import { readSheet } from './demo/sheet.js'

export interface Demo {
  /**
   * Adds what the coming weeks lack and returns how many programs that were. Earlier programs stay as they are; nothing is added twice,
   * also when two processes do this at once.
   */
  topUp(tx: Tx): Promise<number>
}

export interface DemoParts {
  readonly volunteerStore: VolunteerStore
  readonly clock: Clock
}

const organisations = readSheet<'id' | 'name'>('organisations')
const people = readSheet<'name' | 'birth' | 'phone'>('volunteers')
const pastRecords = readSheet<'key' | 'name' | 'portal' | 'organisation' | 'title' | 'days' | 'minutes' | 'state'>(
  'records',
)

export function createDemo({ volunteerStore, clock }: DemoParts): Demo {
  return {
    async topUp(tx) {
      const now = clock.now()
      await lockDemo(tx)
      await addDemoOrganisations(tx, organisations, now)
      const volunteerIds = new Map<string, string>()
      for (const person of people) volunteerIds.set(person.name, (await volunteerStore.findOrAdd(tx, person, now)).id)
      await addDemoRecords(tx, recordsOf(volunteerIds, now), now)
      const planned = planDemo(now)
      const added = await addDemoPrograms(
        tx,
        planned.map(({ program }) => program),
        now,
      )
      await addDemoApplications(tx, applicationsTo(planned, added, [...volunteerIds.values()]), now)
      return added.length
    },
  }
}

function recordsOf(volunteerIds: Map<string, string>, now: Date) {
  return pastRecords.map(row => ({
    volunteerId: volunteerIds.get(row.name)!,
    applicationId: null,
    portal: row.portal as VolunteerRecord['portal'],
    externalId: `demo-${row.key}`,
    title: row.title,
    organisationName: row.organisation,
    doneOn: addDays(seoulDay(now), -Number(row.days)),
    minutes: Number(row.minutes),
    state: row.state as VolunteerRecord['state'],
  }))
}

/** The seats that the sheet calls taken are taken by somebody: the volunteers in turn. */
function applicationsTo(
  planned: readonly PlannedProgram[],
  added: readonly { id: string; demoKey: string }[],
  volunteerIds: readonly string[],
): DemoApplication[] {
  const idOf = new Map(added.map(({ id, demoKey }) => [demoKey, id]))
  return planned.flatMap(({ program, taken, turn }) => {
    const programId = idOf.get(program.demoKey)
    if (!programId) return []
    const state = program.approval === 'automatic' ? 'approved' : 'applied'
    return Array.from({ length: taken }, (_, n) => ({
      programId,
      volunteerId: volunteerIds[(turn + n) % volunteerIds.length]!,
      state,
    }))
  })
}
