/** Programs over the partner API: make, list, see, change. */
import { Router } from 'express'
import { z } from 'zod'
import type { ProgramFilter } from '../domain/program.js'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import type { Changed } from '../services/organising.js'
import { type AccessServices, callerOf, requireManage } from './access.js'
import { showProgram } from './answers.js'
import { newProgramForm, type ProgramQuery, programChangesForm, programQuery, readChanges, readDraft } from './forms.js'
import { idOf, invalid, read, unknown, withoutQuery } from './input.js'
import { answerOnce } from './once.js'

export type ProgramServices = AccessServices & Pick<Services, 'programs' | 'organising' | 'regions'>

export function createProgramRoutes(services: ProgramServices): Router {
  const { transactions, programs, organising } = services
  const router = Router()
  router.post('/programs', requireManage, withoutQuery, async (request, response) => {
    const draft = readDraft(read(newProgramForm, request.body))
    await answerOnce(services, request, response, ['program', draft], async tx => {
      const added = await organising.add(tx, callerOf(response), draft)
      if (!added.ok) throw invalid(added.faults)
      return { status: 201, answer: showProgram(added) }
    })
  })
  router.get('/programs', async (request, response) => {
    const query = read(programQuery, request.query)
    const { limit = LISTED } = query
    const filter = filterOf(query, services, callerOf(response).id)
    const page = await transactions.run(async tx => {
      const found = await programs.list(tx, filter, readCursor(query.cursor), limit)
      return { items: await organising.counted(tx, found.programs), more: found.more }
    })
    const nextCursor = page.more ? spellCursor(page.items.at(-1)!.program) : null
    response.json({ items: page.items.map(showProgram), nextCursor })
  })
  router.get('/programs/:id', withoutQuery, async (request, response) => {
    const id = idOf(request, 'program')
    const found = await transactions.run(tx => organising.program(tx, id))
    if (!found) throw unknown('program')
    response.json(showProgram(found))
  })
  router.patch('/programs/:id', requireManage, withoutQuery, async (request, response) => {
    const id = idOf(request, 'program')
    const changes = readChanges(read(programChangesForm, request.body))
    const changed = await transactions.run(tx => organising.change(tx, callerOf(response), id, changes))
    if (!changed.ok) throw refusal(changed)
    response.json(showProgram(changed))
  })
  return router
}

function refusal(changed: Exclude<Changed, { ok: true }>): AppError {
  if (changed.refused === 'not-found') return unknown('program')
  if (changed.refused === 'invalid') return invalid(changed.faults)
  const { state, seatsTaken } = changed.program
  const message = changed.refused === 'cancelled' ? 'The program is cancelled' : 'More seats are taken than that'
  return new AppError('conflict', message, { state, seatsTaken })
}

/** Programs on a page when nothing is said of it. */
const LISTED = 20

function filterOf(query: ProgramQuery, { regions }: ProgramServices, caller: string): ProgramFilter {
  const { q, open, mine, sido, sigungu, cursor: _cursor, limit: _limit, ...same } = query
  if (same.from && same.to && same.to < same.from) throw invalid([{ field: 'to', message: 'must not be before from' }])
  const place = regions.read(present({ sido, sigungu }))
  if (!place.ok) throw invalid([{ field: place.field, message: place.why }])
  const owner = isSet(mine) ? caller : undefined
  return present({ ...same, ...place.region, text: q, openFor: isSet(open) ? 1 : undefined, organisationId: owner })
}

function isSet(flag: '0' | '1' | 'false' | 'true' | undefined): boolean {
  return flag === '1' || flag === 'true'
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
}

const cursorForm = z.tuple([z.iso.datetime(), z.uuid()])

function spellCursor({ startsAt, id }: { startsAt: Date; id: string }): string {
  return Buffer.from(`${startsAt.toISOString()} ${id}`).toString('base64url')
}

function readCursor(cursor: string | undefined): { startsAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined
  const parsed = cursorForm.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '))
  if (!parsed.success) throw invalid([{ field: 'cursor', message: 'is not one that was given here' }])
  const [startsAt, id] = parsed.data
  return { startsAt: new Date(startsAt), id }
}
