/** The API for organisations and partner sites, mounted at `/partner/v1`. Failures go to the app's JSON answer. */
import { Router } from 'express'
import { AppError } from '../platform/errors.js'
import { requireKey } from './access.js'
import { applicationRoutes } from './applications.js'
import { readBody } from './body.js'
import { disputeRoutes } from './disputes.js'
import { createHandler } from './handle.js'
import { describeRoutes } from './open-api.js'
import { programRoutes } from './programs.js'
import { recordRoutes } from './records.js'
import type { PartnerServices, Route } from './route.js'

export const ROUTES: readonly Route[] = [...programRoutes, ...applicationRoutes, ...recordRoutes, ...disputeRoutes]

/** Everything but the OpenAPI document needs a key. */
export function createPartner(services: PartnerServices): Router {
  const openApi = describeRoutes(ROUTES)
  const router = Router()
    .get('/openapi.json', (_request, response) => void response.json(openApi))
    .use(requireKey(services), readBody)
  for (const route of ROUTES) router[route.method](route.path, createHandler(route, services))
  return router.use(() => {
    throw new AppError('not-found', 'There is no such address')
  })
}
