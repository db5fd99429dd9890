/** The partner API described for machines: OpenAPI 3.1, read off the routes. */
import { z } from 'zod'
import { type ErrorCode, STATUS_OF } from '../platform/errors.js'
import { onceForm } from './once.js'
import type { Route } from './route.js'

const INFO = {
  title: '손모아 Partner API',
  version: '1',
  description:
    'Times are ISO 8601 with offset. Names that a body or a query does not know are refused with 422, as is a name given twice. ' +
    'Text is kept in NFC, names and titles on one line; control characters, halves of characters and signs that turn the direction of ' +
    'writing are refused. A state that does not allow the act is told with 409 and the present state.',
}

const errorForm = z
  .object({
    error: z.object({ code: z.enum(Object.keys(STATUS_OF)), message: z.string(), details: z.unknown().optional() }),
  })
  .meta({ title: 'Error' })

/** The format says it; zod's pattern beside it would be a page of digits. */
function describe(form: z.ZodType): z.core.JSONSchema.BaseSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(form, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern
    },
  })
  return schema
}

function titleOf(form: z.ZodType): string {
  const title = form.meta()?.title
  if (!title) throw new Error('A form of the partner API has no title')
  return title
}

function json(form: z.ZodType): object {
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${titleOf(form)}` } } } }
}

function parametersOf({ method, path, query }: Route): object[] {
  const uuid = { type: 'string', format: 'uuid' }
  const ids = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: uuid }))
  return [...ids, ...fields(query, 'query'), ...(method === 'post' ? fields(onceForm, 'header') : [])]
}

function fields(form: z.ZodType, place: 'query' | 'header'): object[] {
  return Object.entries(describe(form).properties ?? {}).map(([name, schema]) => ({ name, in: place, schema }))
}

/** What keys, ids and forms are refused for, and the route itself. */
function refusalsOf({ path, scope, body, refusals }: Route): Set<ErrorCode> {
  return new Set<ErrorCode>([
    ...(['unauthenticated', 'invalid'] as const),
    ...(scope === 'manage' ? (['forbidden'] as const) : []),
    ...(path.includes('/:id') ? (['not-found'] as const) : []),
    ...(body ? (['bad-request', 'too-large', 'wrong-type'] as const) : []),
    ...refusals,
  ])
}

function operation(route: Route): object {
  const { summary, body, status, answer } = route
  const refused = [...refusalsOf(route)].map(code => [STATUS_OF[code], { description: code, ...json(errorForm) }])
  return {
    summary,
    parameters: parametersOf(route),
    requestBody: body && { required: !body.safeParse(undefined).success, ...json(body) },
    responses: { [status]: { description: 'Done', ...json(answer) }, ...Object.fromEntries(refused) },
  }
}

export function describeRoutes(routes: readonly Route[]): object {
  const forms = [errorForm, ...routes.flatMap(({ body, answer }) => (body ? [body, answer] : [answer]))]
  const schemas = Object.fromEntries(forms.map(form => [titleOf(form), describe(form)]))
  const paths: Record<string, object> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/partner/v1' }],
    security: [{ key: [] }],
    paths,
    components: { schemas, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  }
}
