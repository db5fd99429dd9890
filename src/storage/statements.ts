/** Saying statements on one connection: several in one write where they may go out together, and frequent ones prepared. */
import type { PoolClient, QueryConfig, QueryResult } from 'pg'
import { QueryFailedError, QueryResult as TypeormResult } from 'typeorm'

const names = new Map<string, string>()

/** A frequent statement: the server keeps it, parsed, under this name for as long as a connection lasts. Returns the text. */
export function prepared(name: string, text: string): string {
  names.set(text, name)
  return text
}

type Values = readonly unknown[] | undefined

export interface Statements {
  /** Goes out with the next statement. Returns a function that takes it back, false when it has gone out. */
  ahead(text: string, answered?: (result: QueryResult) => void): () => boolean
  /** Rejects with TypeORM's error for a statement that failed. */
  say(text: string, values?: Values): Promise<QueryResult>
  /** Goes out with the `last` one. */
  beside(text: string, values: Values): void
  /**
   * The last statement of all, after those that go out with it. Rejects when its answer is lost; else returns what the server says
   * that it did, and why not when one of the others failed.
   */
  last(text: string): Promise<{ readonly did: string; readonly because?: unknown }>
  /** What has not gone out will not. */
  forget(): void
  /** Whether there is anything to end or still to say. */
  isNeeded(): boolean
}

interface Waiting {
  readonly text: string
  readonly answered?: ((result: QueryResult) => void) | undefined
}

/** @param client of a pool with `pipeline`, by which it sends a statement while others are unanswered. */
export function createStatements(client: PoolClient): Statements {
  const waiting: Waiting[] = []
  const besides: (readonly [string, Values])[] = []
  let said = false
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  const send = (text: string, values: Values): Promise<QueryResult> => {
    return client.query({ text, name: names.get(text), values: values as unknown[] } as QueryConfig)
  }
  const sendWaiting = () =>
    waiting.splice(0).map(({ text, answered }) => client.query(text).then(result => answered?.(lastOf(result))))
  /** With whatever else is said at the same moment. */
  const inOneWrite = <T>(sent: () => T): T => {
    said = true
    stream.cork()
    process.nextTick(() => stream.uncork())
    return sent()
  }
  return {
    ahead(text, answered) {
      const one = { text, answered }
      waiting.push(one)
      return () => {
        const at = waiting.indexOf(one)
        if (at >= 0) waiting.splice(at, 1)
        return at >= 0
      }
    },
    async say(text, values) {
      // The first that fails is why the others do.
      const [before, answer] = inOneWrite(() => [Promise.all(sendWaiting()), send(text, values)] as const)
      try {
        return (await Promise.all([before, answer]))[1]
      } catch (error) {
        throw failed(text, values, error)
      }
    },
    beside(text, values) {
      besides.push([text, values])
    },
    async last(text) {
      const [before, others, answer] = inOneWrite(
        () =>
          [
            Promise.allSettled(sendWaiting()),
            Promise.allSettled(
              besides.splice(0).map(one => send(...one).catch(error => Promise.reject(failed(...one, error)))),
            ),
            client.query(text),
          ] as const,
      )
      const [begun, beside, { command }] = await Promise.all([before, others, answer])
      return { did: command, because: [...begun, ...beside].find(one => one.status === 'rejected')?.reason }
    },
    forget() {
      waiting.length = 0
      besides.length = 0
    },
    isNeeded: () => said || besides.length > 0,
  }
}

/** Of several statements in one text, the last one's. */
function lastOf(result: QueryResult | QueryResult[]): QueryResult {
  return Array.isArray(result) ? result.at(-1)! : result
}

function failed(text: string, values: Values, error: unknown): QueryFailedError {
  return new QueryFailedError(text, values as unknown[], error as Error)
}

/** What TypeORM makes of an answer: rows, with their number for what changes some. */
export function toTypeorm({ rows, rowCount, command }: QueryResult, structured: boolean | undefined): unknown {
  const raw: unknown = command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows
  if (!structured) return raw
  return Object.assign(new TypeormResult(), { raw, records: rows, affected: rowCount })
}
