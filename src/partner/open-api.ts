/** The partner API described for machines: OpenAPI 3.1, made of the schemas that the routes read and write by. */
import { z } from 'zod'
import { type ErrorCode, STATUS_OF } from '../platform/errors.js'
import {
  applicationForm,
  decisionForm,
  newProgramForm,
  programChangesForm,
  programForm,
  programQuery,
} from './forms.js'

const errorForm = z.object({
  error: z.object({ code: z.enum(Object.keys(STATUS_OF)), message: z.string(), details: z.unknown().optional() }),
})

const schemas = Object.fromEntries(
  Object.entries({
    NewProgram: newProgramForm,
    ProgramChanges: programChangesForm,
    Program: programForm,
    ProgramPage: z.object({ items: z.array(programForm), nextCursor: z.string().nullable() }),
    Decision: decisionForm,
    Application: applicationForm,
    Applications: z.object({ items: z.array(applicationForm).describe('In order of application.') }),
    Error: errorForm,
  }).map(([name, form]) => [name, describe(form)]),
)

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

const json = (schema: keyof typeof schemas) => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
})

interface Operation {
  readonly summary: string
  readonly parameters?: readonly object[]
  readonly body?: string
  readonly answers: Readonly<Record<number, string>>
  readonly refusals: readonly ErrorCode[]
}

function operation({ summary, parameters = [], body, answers, refusals }: Operation): object {
  const told = Object.entries(answers).map(([status, schema]) => [status, { description: 'Done', ...json(schema) }])
  const refused = ['unauthenticated' as const, ...refusals].map(code => [
    STATUS_OF[code],
    { description: code, ...json('Error') },
  ])
  return {
    summary,
    parameters,
    ...(body ? { requestBody: { required: true, ...json(body) } } : {}),
    responses: Object.fromEntries([...told, ...refused]),
  }
}

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'A repeat with the same key and body gets the first answer; the same key with another body 422.',
  schema: { type: 'string', maxLength: 200 },
}
const { properties: asked = {} } = describe(programQuery)
const filters = Object.entries(asked).map(([name, schema]) => ({ name, in: 'query', schema }))
const decision: Omit<Operation, 'summary'> = {
  parameters: [id],
  body: 'Decision',
  answers: { 200: 'Application' },
  refusals: ['forbidden', 'not-found', 'conflict', 'invalid'],
}

export const openApi = {
  openapi: '3.1.0',
  info: {
    title: '손모아 Partner API',
    version: '1',
    description:
      'Times are ISO 8601 with offset. A state that does not allow the act is told with 409 and the present state.',
  },
  servers: [{ url: '/partner/v1' }],
  security: [{ key: [] }],
  paths: {
    '/programs': {
      get: operation({
        summary: 'Programs of all organisations and portals, by start',
        parameters: filters,
        answers: { 200: 'ProgramPage' },
        refusals: ['invalid'],
      }),
      post: operation({
        summary: 'Make a program',
        parameters: [idempotencyKey],
        body: 'NewProgram',
        answers: { 201: 'Program' },
        refusals: ['bad-request', 'forbidden', 'too-large', 'invalid'],
      }),
    },
    '/programs/{id}': {
      get: operation({
        summary: 'One program: an own or an external one',
        parameters: [id],
        answers: { 200: 'Program' },
        refusals: ['not-found'],
      }),
      patch: operation({
        summary: 'Change an own program',
        parameters: [id],
        body: 'ProgramChanges',
        answers: { 200: 'Program' },
        refusals: ['bad-request', 'forbidden', 'not-found', 'conflict', 'invalid'],
      }),
    },
    '/programs/{id}/applications': {
      get: operation({
        summary: 'Applications for an own program',
        parameters: [id],
        answers: { 200: 'Applications' },
        refusals: ['not-found'],
      }),
    },
    '/applications/{id}/approve': { post: operation({ summary: 'Approve', ...decision }) },
    '/applications/{id}/reject': { post: operation({ summary: 'Reject', ...decision }) },
  },
  components: { schemas, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
}
