/** Notices of what an organisation changes about a program that people count on. */
import { z } from 'zod'
import { findProgram } from '../storage/programs.js'
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
