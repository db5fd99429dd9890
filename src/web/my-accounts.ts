/** The chats that are linked to the visitor: unlinking one of them, which the notice about a new one leads to. */
import { type Request, Router, urlencoded } from 'express'
import { z } from 'zod'
import { cleanRequest } from '../platform/clean-request.js'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import type { PersonalWork, Visits } from './visit.js'

export function createMyAccountPages(parts: { services: Services; visits: Visits }): Router {
  const { personal } = parts.visits
  return Router()
    .use('/my/accounts', urlencoded({ extended: false, limit: '4kb' }), cleanRequest)
    .get('/my/accounts/:id/unlink', personal(askToUnlink(parts.services)))
    .post('/my/accounts/:id/unlink', personal(unlink(parts.services)))
}

/** Of an account that is not the visitor's nothing is told but that: it may be another person's by now, or gone. */
function askToUnlink({ accounts }: Services): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const account = await accounts.own(tx, volunteerId, idOf(req))
    return {
      page: 'unlink',
      variables: { isLinked: account !== undefined, isKakao: account?.messenger === 'kakao' },
    }
  }
}

function unlink({ accounts }: Services): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const unlinked = await accounts.unlinkOwn(tx, volunteerId, idOf(req))
    return { goTo: '/my', said: unlinked ? 'unlinked' : 'unlinked-already' }
  }
}

function idOf(req: Request): string {
  const { data } = z.guid().safeParse(req.params.id)
  if (!data) throw new AppError('not-found', 'There is no such page')
  return data
}
