/** Notices of what an organisation changes about a program that people count on. */
import { z } from 'zod'
import { isComing } from '../domain/application.js'
import { knownSetting, type Move, spellPlace } from '../domain/move.js'
import { spellMoment } from '../domain/spelling.js'
import { isAsked } from '../domain/transitions.js'
import { findApplication } from '../storage/applications.js'
import { findOwnProgram, findProgram } from '../storage/programs.js'
import { type AboutApplication, entry, namesOf, ofApplication, variables } from './notice-entry.js'

interface AboutCallingOff extends AboutApplication {
  readonly reason: string
}

/** About the program, so that what is like it can be shown. */
export const calledOff = entry({
  urgent: false,
  mutable: false,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '사유') }),
  write: (about: AboutCallingOff) => ({
    ...ofApplication('program-cancelled', about),
    recipient: { volunteerId: about.volunteer.id, accountId: null, subject: about.program.id },
    facts: { variables: { ...namesOf(about), 사유: about.reason } },
  }),
  buttons: { similar: subject => ({ flow: 'similar', subject }), check: () => ({ flow: 'check' }) },
  stillTrue: async (tx, { subject }) => subject !== null && (await findProgram(tx, subject))?.state === 'cancelled',
})

interface AboutMove extends AboutApplication {
  /** All of the program, in order. */
  readonly moves: readonly Move[]
}

/** A later move asks anew, and so makes the question before it untrue. */
export const moved = entry({
  urgent: false,
  mutable: false,
  law: 'information',
  facts: z.object({
    variables: variables('이름', '활동명', '이전일시', '이전장소', '일시', '장소'),
    move: z.int(),
  }),
  write: (about: AboutMove) => {
    const { volunteer, application, program } = about
    const known = knownSetting(
      about.moves.filter(({ number }) => number > application.agreedMove),
      program,
    )
    const before = known ?? program
    return {
      ...ofApplication('program-moved', about),
      onceKey: `program-moved:${application.id}:${program.moves}`,
      facts: {
        variables: {
          이름: volunteer.name,
          활동명: program.title,
          이전일시: spellMoment(before.startsAt, before.endsAt),
          이전장소: spellPlace(before, program),
          일시: spellMoment(program.startsAt, program.endsAt),
          장소: spellPlace(program, before),
        },
        move: program.moves,
      },
    }
  },
  buttons: { confirm: subject => ({ flow: 'confirm', subject }), cancel: subject => ({ flow: 'cancel', subject }) },
  async stillTrue(tx, { subject, facts }) {
    const application = subject === null ? undefined : await findApplication(tx, subject)
    const program = application && (await findOwnProgram(tx, application.programId))
    if (!program || !isComing(application.state) || program.moves !== facts.move) return false
    return isAsked({ program, agreedMove: application.agreedMove })
  },
})
