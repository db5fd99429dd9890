/** "내 정보": what is kept of the visitor, all of it as a file, and being forgotten. */
import { maskPhone } from '../domain/person.js'
import { spellDay, spellMinutes } from '../domain/spelling.js'
import { type Answer, type Calls, page } from './page.js'

/** The same for everybody: what a download is called stays in a shared computer's list. */
const FILE_NAME = 'sonmoa-my-data.json'

export const myDataPages = [
  page({ method: 'get', path: '/my/data', who: 'visiting', run: call => summary(call, 'data') }),
  page({ method: 'get', path: '/my/data/delete', who: 'visiting', run: call => summary(call, 'forget') }),
  page({
    // By a form: what may be seen by a look alone is not followed by a link preview.
    method: 'post',
    path: '/my/data/export',
    who: 'visiting',
    run: async ({ tx, services: { ownData }, volunteerId, address: from }) => ({
      file: FILE_NAME,
      content: await ownData.export(tx, { volunteerId, from }),
    }),
  }),
  page({
    method: 'post',
    path: '/my/data/delete',
    who: 'visiting',
    async run({ tx, services: { ownData }, volunteerId, address: from }) {
      await ownData.forget(tx, { volunteerId, from })
      return { goTo: '/forgotten', keep: { visit: null } }
    },
  }),
]

async function summary(call: Calls['visiting'], page: 'data' | 'forget'): Promise<Answer> {
  const { tx, services, volunteerId, address: from } = call
  const { person, ...kept } = await services.ownData.summary(tx, { volunteerId, from })
  const facts = person && {
    name: person.name,
    birth: `${person.birth.slice(0, 4)}년 ${spellDay(person.birth)}`,
    phone: maskPhone(person.phone),
  }
  const variables = {
    ...kept,
    person: facts ?? null,
    kakao: kept.messengers.includes('kakao'),
    talktalk: kept.messengers.includes('talktalk'),
    hours: kept.approvedMinutes > 0 ? spellMinutes(kept.approvedMinutes) : undefined,
  }
  return { page, variables }
}
