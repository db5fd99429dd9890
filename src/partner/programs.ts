/** Programs over the partner API: make, list, see, change. */
import { type Request, Router } from 'express'
import { z } from 'zod'
import type { ProgramFilter } from '../domain/program.js'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import type { Changed } from '../services/organising.js'
import { type AccessServices, callerOf, requireManage } from './access.js'
import { newProgramForm, programChangesForm, programQuery, readChanges, readDraft, showProgram } from './forms.js'
import { idOf, invalid, read, unknown } from './input.js'

export type ProgramServices = AccessServices & Pick<Services, 'programs' | 'organising'>

const idempotencyKey = z.object({ 'Idempotency-Key': z.string().min(1).max(200).optional() })

export function createProgramRoutes(services: ProgramServices): Router {
  const { transactions, programs, organising } = services
  const router = Router()
  router.post('/programs', requireManage, async (request, response) => {
    const { status, answer } = await make(services, request, callerOf(response))
    response.status(status).json(answer)
  })
  router.get('/programs', async (request, response) => {
    const query = read(programQuery, request.query)
    const page = await transactions.run(async tx => {
      const found = await programs.list(tx, filterOf(query), readCursor(query.cursor), query.limit)
      return { items: await organising.counted(tx, found.programs), more: found.more }
    })
    const nextCursor = page.more ? spellCursor(page.items.at(-1)!.program) : null
    response.json({ items: page.items.map(showProgram), nextCursor })
  })
  router.get('/programs/:id', async (request, response) => {
    const id = idOf(request, 'program')
    const found = await transactions.run(tx => organising.program(tx, callerOf(response), id))
    if (!found) throw unknown('program')
    response.json(showProgram(found))
  })
  router.patch('/programs/:id', requireManage, async (request, response) => {
    const id = idOf(request, 'program')
    const changes = readChanges(read(programChangesForm, request.body))
    const changed = await transactions.run(tx => organising.change(tx, callerOf(response), id, changes))
    if (!changed.ok) throw refusal(changed)
    response.json(showProgram(changed))
  })
  return router
}

async function make(services: ProgramServices, request: Request, organisation: ReturnType<typeof callerOf>) {
  const { transactions, organisations, organising } = services
  const key = read(idempotencyKey, { 'Idempotency-Key': request.get('idempotency-key') })['Idempotency-Key']
  const draft = readDraft(read(newProgramForm, request.body))
  const made = await transactions.run(async tx => {
    const work = async () => {
      const added = await organising.add(tx, organisation, draft)
      if (!added.ok) throw invalid(added.faults)
      return { status: 201, answer: showProgram(added) }
    }
    if (key) return organisations.once(tx, organisation.id, key, JSON.stringify(request.body), work)
    return { ok: true as const, ...(await work()) }
  })
  if (!made.ok) throw invalid([{ field: 'Idempotency-Key', message: 'was used for another request' }])
  return made
}

function refusal(changed: Exclude<Changed, { ok: true }>): AppError {
  if (changed.refused === 'not-found') return unknown('program')
  if (changed.refused === 'invalid') return invalid(changed.faults)
  const { state, seatsTaken } = changed.program
  const message = changed.refused === 'cancelled' ? 'The program is cancelled' : 'More seats are taken than that'
  return new AppError('conflict', message, { state, seatsTaken })
}

function filterOf(query: z.infer<typeof programQuery>): ProgramFilter {
  const { q, open, cursor: _cursor, limit: _limit, ...same } = query
  const asked = { ...same, text: q, openFor: open === '1' || open === 'true' ? 1 : undefined }
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
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
