/** The notices of a seat that became free for somebody who waits. */
import { z } from 'zod'
import { spellMoment } from '../domain/spelling.js'
import { type AboutApplication, entry, namesOf, ofApplication, stateOf, variables } from './notice-entry.js'

export const seatOffered = entry({
  urgent: true,
  mutable: false,
  law: 'information',
  facts: z.object({
    variables: variables('이름', '활동명', '기관', '일시', '장소', '안내', '기한'),
    isAssigned: z.boolean(),
  }),
  write: (about: AboutApplication, word) => ({
    ...ofApplication('seat-offered', about),
    facts: {
      variables: {
        ...namesOf(about),
        장소: about.program.place,
        안내: word(about.application.state === 'offered' ? 'offered' : 'assigned'),
        기한: `${spellMoment(about.application.offerUntil ?? about.program.startsAt)}까지`,
      },
      isAssigned: about.application.state !== 'offered',
    },
    notAfter: about.application.offerUntil ?? about.program.startsAt,
  }),
  buttons: {
    offer: subject => ({ flow: 'offer', subject }),
    cancel: subject => ({ flow: 'cancel', subject }),
  },
  // Who has taken it, or left it, knows.
  stillTrue: async (tx, { subject, facts }) => {
    const state = await stateOf(tx, subject)
    return facts.isAssigned ? state === 'approved' || state === 'applied' : state === 'offered'
  },
})

export const offerExpired = entry({
  urgent: false,
  mutable: true,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시') }),
  write: (about: AboutApplication) => ({
    ...ofApplication('offer-expired', about),
    facts: { variables: namesOf(about) },
  }),
  buttons: { check: () => ({ flow: 'check' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'expired',
})
