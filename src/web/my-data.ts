/** "내 정보": what is kept of the visitor, all of it as a file, and being forgotten. */
import { type Request, Router, urlencoded } from 'express'
import { maskPhone } from '../domain/person.js'
import { spellDay, spellMinutes } from '../domain/spelling.js'
import type { Services } from '../services/index.js'
import type { PersonalWork, Visits } from './visit.js'

export interface MyDataParts {
  readonly services: Services
  readonly visits: Visits
}

/** The same for everybody: what a download is called stays in a shared computer's list. */
const FILE_NAME = 'sonmoa-my-data.json'

export function createMyDataPages({ services, visits }: MyDataParts): Router {
  const { personal } = visits
  return Router()
    .use('/my/data', urlencoded({ extended: false, limit: '4kb' }))
    .get('/my/data', personal(summary(services, 'data')))
    .get('/my/data/delete', personal(summary(services, 'forget')))
    .post('/my/data/export', personal(exportAll(services)))
    .post('/my/data/delete', personal(forget(services)))
}

function summary({ ownData }: Services, page: 'data' | 'forget'): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const { person, ...kept } = await ownData.summary(tx, askerOf(volunteerId, req))
    const facts = person && {
      name: person.name,
      birth: `${person.birth.slice(0, 4)}년 ${spellDay(person.birth)}`,
      phone: maskPhone(person.phone),
    }
    const has = (messenger: string) => kept.messengers.includes(messenger)
    return {
      page,
      variables: {
        ...kept,
        person: facts ?? null,
        ...{ kakao: has('kakao'), talktalk: has('talktalk') },
        hours: kept.approvedMinutes > 0 ? spellMinutes(kept.approvedMinutes) : undefined,
      },
    }
  }
}

/** By a form: what may be seen by a look alone is not followed by a link preview. */
function exportAll({ ownData }: Services): PersonalWork {
  return async (tx, { volunteerId }, req) => ({
    file: FILE_NAME,
    json: await ownData.export(tx, askerOf(volunteerId, req)),
  })
}

function forget({ ownData }: Services): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    await ownData.forget(tx, askerOf(volunteerId, req))
    return { goTo: '/forgotten', leaves: true }
  }
}

function askerOf(volunteerId: string, req: Request) {
  return { volunteerId, from: req.ip ?? '' }
}
