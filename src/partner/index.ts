/** The API for organisations and partner sites, mounted at `/partner/v1`. Failures go to the app's JSON answer. */
import express, { Router } from 'express'
import { requireKey } from './access.js'
import { createApplicationRoutes } from './applications.js'
import { unknown } from './input.js'
import { openApi } from './open-api.js'
import { createProgramRoutes, type ProgramServices } from './programs.js'

/** Everything but the OpenAPI document needs a key; acts that change something need one of scope `manage`. */
export function createPartner(services: ProgramServices): Router {
  return Router()
    .get('/openapi.json', (_request, response) => void response.json(openApi))
    .use(requireKey(services), express.json({ limit: '100kb' }))
    .use(createProgramRoutes(services), createApplicationRoutes(services))
    .use(() => {
      throw unknown('address')
    })
}
