/** The notices of what was recorded of somebody's attendance. */
import { z } from 'zod'
import { disputableUntil } from '../domain/application.js'
import { spellMoment } from '../domain/spelling.js'
import { type AboutApplication, entry, namesOf, ofApplication, stateOf, variables } from './notice-entry.js'

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
