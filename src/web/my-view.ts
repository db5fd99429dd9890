/** What the personal pages show of programs, applications and records, in words. */
import { isLive } from '../domain/application.js'
import { spellPlace } from '../domain/move.js'
import { isAppliedForHere, mapOf, type OwnProgram, type Program, pageOf } from '../domain/program.js'
import { spellDay, spellMinutes, spellMoment, spellWhen } from '../domain/spelling.js'
import type { Templates } from '../platform/templates.js'
import type { OwnApplication } from '../services/own-application.js'
import type { Hours } from '../services/records.js'

export function viewProgram(program: Program, now: Date, words: Templates) {
  const pages = program.origins.map(origin => ({
    portal: words.render(`portal.${origin.portal}`),
    url: pageOf(origin),
  }))
  return {
    id: program.id,
    title: program.title,
    organisation: program.organisationName,
    when: spellWhen(program),
    place: program.place,
    mapUrl: program.online ? undefined : mapOf(program.place),
    description: program.description,
    preparation: program.preparation,
    contact: program.contact,
    ...(isAppliedForHere(program)
      ? { ...decidingFacts(program, now), pages: [], portal: '' }
      : { ...UNKNOWN_HERE, pages, portal: pages.map(({ portal }) => portal).join('·') }),
  }
}

/** What decides whether and until when one can take part. */
function decidingFacts(program: OwnProgram, now: Date) {
  return {
    seats: { left: Math.max(0, program.capacity - program.seatsTaken), all: program.capacity },
    ages: { min: program.minAge, max: program.maxAge },
    recruitUntil: spellMoment(program.recruitUntil),
    cancelUntil: spellMoment(program.cancelUntil),
    cancelIsOver: now >= program.cancelUntil,
  }
}
/** Where one applies on the portal, seats, ages and deadlines are told there, not here. */
const UNKNOWN_HERE = { seats: undefined, ages: undefined, recruitUntil: undefined, cancelUntil: undefined }

export function viewApplication(own: OwnApplication, now: Date, words: Templates) {
  const { application, program, may, place, reason, before } = own
  return {
    ...viewProgram(program, now, words),
    id: application.id,
    state: application.state,
    stateInWords: words.render(`common.state-${application.state}`),
    reason,
    before: before && {
      was: `${spellMoment(before.startsAt, before.endsAt)}, ${spellPlace(before, program)}`,
      now: `${spellMoment(program.startsAt, program.endsAt)}, ${spellPlace(program, before)}`,
    },
    insteadOf: application.state === 'program-cancelled' ? program.id : undefined,
    inLine: place,
    offerUntil: may.accept && application.offerUntil ? spellMoment(application.offerUntil) : undefined,
    mayAccept: may.accept !== undefined,
    mayCancel: may.cancel !== undefined,
    // What can simply be cancelled needs no second button.
    mayUndo: may.undo !== undefined && may.cancel !== 'cancelled',
  }
}

/** What is still to come, and apart from it what was called off and has not been applied for again. */
export function viewApplications(mine: readonly OwnApplication[], now: Date, words: Templates) {
  const live = mine.filter(({ application }) => isLive(application.state))
  const again = new Set(live.map(({ program }) => program.id))
  const calledOff = mine.filter(({ application, program }) => !isLive(application.state) && !again.has(program.id))
  const view = (one: OwnApplication) => viewApplication(one, now, words)
  return { coming: live.map(view), calledOff: calledOff.map(view) }
}

export function viewHours({ approvedMinutes, pendingMinutes, records }: Hours) {
  return {
    approved: spellMinutes(approvedMinutes),
    pending: pendingMinutes > 0 ? spellMinutes(pendingMinutes) : undefined,
    records: records.map(record => ({
      title: record.title,
      organisation: record.organisationName,
      day: `${record.doneOn.slice(0, 4)}년 ${spellDay(record.doneOn)}`,
      time: spellMinutes(record.minutes),
      isPending: record.state === 'entered',
    })),
  }
}
