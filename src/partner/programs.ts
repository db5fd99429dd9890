/** Programs over the partner API: make, list, see, change, call off. */
import { cursorOf } from '../domain/program-order.js'
import { AppError } from '../platform/errors.js'
import { programForm, programPageForm, showProgram } from './answers.js'
import { spellCursor } from './cursor.js'
import { callingOffForm, newProgramForm, programChangesForm, programQuery } from './forms.js'
import { invalid, unknown } from './input.js'
import { route } from './route.js'

const CONFLICTS = {
  cancelled: 'The program is cancelled',
  past: 'People have applied: they cannot be moved into the past',
  begun: 'The program has begun, and people have applied',
  'seats-taken': 'More seats are taken than that',
  ages: 'People who have a seat would be too young or too old',
} as const

export const programRoutes = [
  route({
    method: 'get',
    path: '/programs',
    scope: 'read',
    summary: 'Programs of all organisations and portals, by start',
    query: programQuery,
    answer: programPageForm,
    refusals: ['invalid'],
    async run({ tx, services: { programs, organising, regions }, caller, query }) {
      const { q, open, mine, sido, sigungu, cursor, limit, ...same } = query
      const place = regions.read({ sido, sigungu })
      if (!place.ok) return invalid([{ field: place.field, message: place.why }])
      const filter = {
        ...same,
        ...place.region,
        text: q,
        openFor: open ? 1 : undefined,
        organisationId: mine ? caller.organisation.id : undefined,
      }
      const found = await programs.list(tx, filter, cursor, limit)
      const items = await organising.counted(tx, found.programs)
      const nextCursor = found.more ? spellCursor(cursorOf(items.at(-1)!.program)) : null
      return { items: items.map(showProgram), nextCursor }
    },
  }),
  route({
    method: 'post',
    path: '/programs',
    scope: 'manage',
    summary: 'Make a program',
    body: newProgramForm,
    status: 201,
    answer: programForm,
    refusals: ['invalid'],
    async run({ tx, services: { organising }, caller, body }) {
      const added = await organising.add(tx, caller.organisation, body)
      return added.ok ? showProgram(added) : invalid(added.faults)
    },
  }),
  route({
    method: 'get',
    path: '/programs/:id',
    scope: 'read',
    summary: 'One program, of whichever organisation or portal',
    answer: programForm,
    refusals: ['not-found'],
    async run({ tx, services: { organising }, id }) {
      const found = await organising.program(tx, id)
      return found ? showProgram(found) : unknown('program')
    },
  }),
  route({
    method: 'patch',
    path: '/programs/:id',
    scope: 'manage',
    summary: 'Change an own program; nobody who applied loses their seat or is moved into the past by it',
    body: programChangesForm,
    answer: programForm,
    refusals: ['not-found', 'conflict', 'invalid'],
    async run({ tx, services: { organising }, caller, id, body }) {
      const changed = await organising.change(tx, caller.organisation, id, body)
      if (changed.ok) return showProgram(changed)
      if (changed.refused === 'not-found') return unknown('program')
      if (changed.refused === 'invalid') return invalid(changed.faults)
      const { because, program } = changed
      const { state, seatsTaken } = program
      return new AppError('conflict', CONFLICTS[because.why], { state, seatsTaken, ...because })
    },
  }),
  route({
    method: 'post',
    path: '/programs/:id/cancel',
    scope: 'manage',
    summary: 'Call an own program off before it begins: who was still to come is told why',
    body: callingOffForm,
    answer: programForm,
    refusals: ['not-found', 'conflict'],
    async run({ tx, services: { organising }, caller, id, body: { reason } }) {
      const calledOff = await organising.callOff(tx, caller.organisation, id, reason)
      if (calledOff.ok) return showProgram({ program: calledOff.program, waiting: 0 })
      if (calledOff.refused === 'not-found') return unknown('program')
      const { state } = calledOff.program
      const message = calledOff.refused === 'begun' ? 'The program has begun' : 'The program is cancelled'
      return new AppError('conflict', message, { state, why: calledOff.refused })
    },
  }),
]
