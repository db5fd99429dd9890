/** The API for organisations and partner sites, mounted at `/partner/v1`. Failures go to the app's JSON answer. */
import { Router } from 'express'
import { requireKey } from './access.js'
import { createApplicationRoutes } from './applications.js'
import { readBody } from './body.js'
import { unknown } from './input.js'
import { openApi } from './open-api.js'
import { createProgramRoutes, type ProgramServices } from './programs.js'

/** Everything but the OpenAPI document needs a key; acts that change something need one of scope `manage`. */
export function createPartner(services: ProgramServices): Router {
  return Router()
    .get('/openapi.json', (_request, response) => void response.json(openApi))
    .use(requireKey(services), readBody)
    .use(createProgramRoutes(services), createApplicationRoutes(services))
    .use(() => {
      throw unknown('address')
    })
}
