/** One route of the partner API in one description. The router, the OpenAPI document and the tests of every route are made of it. */
import { z } from 'zod'
import type { AppError, ErrorCode } from '../platform/errors.js'
import type { Services, Tx } from '../services/index.js'
import type { Scope } from '../services/organisations.js'
import type { Caller } from '../services/organising.js'

export type PartnerServices = Pick<
  Services,
  'transactions' | 'organisations' | 'programs' | 'organising' | 'disputeDesk' | 'regions'
>

const NO_NAMES = z.strictObject({})
type NoNames = typeof NO_NAMES

/** What is asked, read and checked, in the transaction that the answer is committed with. */
export interface Call<Path extends string, Body extends z.ZodType, Query extends z.ZodType> {
  readonly tx: Tx
  readonly services: PartnerServices
  readonly caller: Caller
  /** The `:id` of the path. */
  readonly id: Path extends `${string}/:id${string}` ? string : unknown
  readonly body: z.output<Body>
  readonly query: z.output<Query>
}

export interface RouteOf<
  Path extends string,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Answer extends z.ZodType,
  Code extends ErrorCode,
> {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  readonly path: Path
  /** The least that a key must be allowed. */
  readonly scope: Scope
  readonly summary: string
  /** Forms are strict. A body that may be left out has a `prefault`. */
  readonly body?: Body
  readonly query: Query
  /** Of a success; 200 unless said. */
  readonly status: 200 | 201
  readonly answer: Answer
  /** What `run` itself refuses for. What keys, ids and forms are refused for is known without it. */
  readonly refusals: readonly Code[]
  /** A refusal, returned, takes back what was written, and leaves the Idempotency-Key free. */
  run(call: Call<Path, Body, Query>): Promise<z.output<Answer> | AppError<Code>>
  /** Called before a repeated request gets its first answer, in the transaction that reads it. */
  repeated?(call: Call<Path, Body, Query>): Promise<AppError<Code> | undefined>
}

export type Route = RouteOf<string, z.ZodType, z.ZodType, z.ZodType<object>, ErrorCode>

type WithDefault = 'query' | 'status' | 'refusals'

/** What is left out: no body, no query, 200, and no refusals. */
export function route<
  const Path extends string,
  Answer extends z.ZodType<object>,
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = NoNames,
  const Code extends ErrorCode = never,
>(
  described: Omit<RouteOf<Path, Body, Query, Answer, Code>, WithDefault> &
    Partial<Pick<RouteOf<Path, Body, Query, Answer, Code>, WithDefault>>,
): Route {
  return { query: NO_NAMES, status: 200, refusals: [], ...described }
}
