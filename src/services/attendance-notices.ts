/** The notices of what was recorded of somebody's attendance, and of what came of saying that it is wrong. */
import { z } from 'zod'
import { disputableUntil } from '../domain/application.js'
import type { DisputeResult } from '../domain/dispute.js'
import { spellMinutes, spellMoment } from '../domain/spelling.js'
import { type AboutApplication, entry, namesOf, ofApplication, stateOf, variables } from './notice-entry.js'

const ANSWER_WORTH_MS = 7 * 24 * 60 * 60 * 1000

export const absent = entry({
  urgent: false,
  mutable: false,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '이의기한', '문의처') }),
  write: (about: AboutApplication, word) => {
    const until = disputableUntil(about.program, about.application)
    return {
      ...ofApplication('absent', about),
      facts: {
        variables: {
          ...namesOf(about),
          이의기한: `${spellMoment(until)}까지`,
          문의처: about.program.contact || word('no-contact'),
        },
      },
      notAfter: until,
    }
  },
  buttons: { hours: () => ({ flow: 'hours' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'absent',
})

export const attended = entry({
  urgent: false,
  mutable: true,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시') }),
  write: (about: AboutApplication) => ({
    ...ofApplication('attended', about),
    facts: { variables: namesOf(about) },
    notAfter: disputableUntil(about.program, about.application),
  }),
  buttons: { hours: () => ({ flow: 'hours' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'attended',
})

interface AboutAnswer extends AboutApplication {
  readonly result: DisputeResult
  /** Of the record as it is by now. */
  readonly minutes?: number | undefined
  readonly message: string
  readonly at: Date
}

export const disputeAnswered = entry({
  urgent: false,
  mutable: false,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '결과', '답변') }),
  write: (about: AboutAnswer, word) => ({
    ...ofApplication('dispute-answered', about),
    onceKey: `dispute-answered:${about.application.id}:${about.at.toISOString()}`,
    facts: {
      variables: {
        ...namesOf(about),
        결과:
          about.minutes && about.result === 'corrected'
            ? `${word('corrected')} (${spellMinutes(about.minutes)})`
            : word(about.result),
        답변: about.message,
      },
    },
    notAfter: new Date(about.at.getTime() + ANSWER_WORTH_MS),
  }),
  buttons: { hours: () => ({ flow: 'hours' }) },
  // What was answered stays answered, as long as there is anything that it was about.
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) !== undefined,
})
