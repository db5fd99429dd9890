/** The partner API described for machines: OpenAPI 3.1, made of the schemas that the routes read and write by. */
import { z } from 'zod'
import { type ErrorCode, STATUS_OF } from '../platform/errors.js'
import { applicationForm, programForm } from './answers.js'
import { decisionForm, newProgramForm, programChangesForm, programQuery } from './forms.js'
import { LONGEST_KEY } from './once.js'

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

/** What any body can be refused for. */
const OF_BODY = ['bad-request', 'too-large', 'wrong-type'] as const

interface Operation {
  readonly summary: string
  readonly parameters?: readonly object[]
  readonly body?: string
  readonly bodyIsOptional?: boolean
  readonly answers: Readonly<Record<number, string>>
  readonly refusals: readonly ErrorCode[]
}

function operation({ summary, parameters = [], body, bodyIsOptional = false, answers, refusals }: Operation): object {
  const told = Object.entries(answers).map(([status, schema]) => [status, { description: 'Done', ...json(schema) }])
  const refused = ['unauthenticated' as const, ...refusals].map(code => [
    STATUS_OF[code],
    { description: code, ...json('Error') },
  ])
  return {
    summary,
    parameters,
    ...(body ? { requestBody: { required: !bodyIsOptional, ...json(body) } } : {}),
    responses: Object.fromEntries([...told, ...refused]),
  }
}

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Signs of ASCII. A repeat with the same key that means the same, however it is written, gets the first answer; one that means ' +
    'something else 422. A refusal leaves the key free.',
  schema: { type: 'string', minLength: 1, maxLength: LONGEST_KEY },
}
const { properties: asked = {} } = describe(programQuery)
const filters = Object.entries(asked).map(([name, schema]) => ({ name, in: 'query', schema }))
const decision: Omit<Operation, 'summary'> = {
  parameters: [id, idempotencyKey],
  body: 'Decision',
  bodyIsOptional: true,
  answers: { 200: 'Application' },
  refusals: [...OF_BODY, 'forbidden', 'not-found', 'conflict', 'invalid'],
}

export const openApi = {
  openapi: '3.1.0',
  info: {
    title: '손모아 Partner API',
    version: '1',
    description:
      'Times are ISO 8601 with offset. Names that a body or a query does not know are refused with 422, as is a name given twice. ' +
      'Text is kept in NFC, names and titles on one line; control characters, halves of characters and signs that turn the direction of ' +
      'writing are refused. A state that does not allow the act is told with 409 and the present state.',
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
        refusals: [...OF_BODY, 'forbidden', 'invalid'],
      }),
    },
    '/programs/{id}': {
      get: operation({
        summary: 'One program, of whichever organisation or portal',
        parameters: [id],
        answers: { 200: 'Program' },
        refusals: ['not-found', 'invalid'],
      }),
      patch: operation({
        summary: 'Change an own program',
        parameters: [id],
        body: 'ProgramChanges',
        answers: { 200: 'Program' },
        refusals: [...OF_BODY, 'forbidden', 'not-found', 'conflict', 'invalid'],
      }),
    },
    '/programs/{id}/applications': {
      get: operation({
        summary: 'Applications for an own program',
        parameters: [id],
        answers: { 200: 'Applications' },
        refusals: ['not-found', 'invalid'],
      }),
    },
    '/applications/{id}/approve': { post: operation({ summary: 'Approve', ...decision }) },
    '/applications/{id}/reject': { post: operation({ summary: 'Reject', ...decision }) },
  },
  components: { schemas, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
}
