/** A connection of the pool, held for one transaction: what is said on it goes by the database's pulse and by the time that is left. */
import type { PoolClient } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { AppError } from '../platform/errors.js'
import type { Pulse } from './pulse.js'
import { createStatements, toTypeorm } from './statements.js'

export interface HeldConnection {
  readonly tx: EntityManager
  /** Begins with the first statement, in the same write. */
  begin(): void
  /** The transaction's id, by which the server can be asked about it later; undefined as long as it is not known. */
  id(): string | undefined
  /** A place to come back to, set with the next statement. The function returned comes back to it. */
  savepoint(): { back(): Promise<void>; drop(): void }
  /** Said together with COMMIT, in one write. */
  beforeCommit(text: string, values: readonly unknown[]): void
  /** Throws what the driver throws; returns what the server says that it did, and what made it do otherwise than asked. */
  end(how: 'COMMIT' | 'ROLLBACK'): Promise<Ended>
  /** Rejects when the time is over; then it is cut. */
  readonly over: Promise<never>
  isOver(): boolean
  /** Nothing can be said on it any more. */
  isCut(): boolean
  /** Ends it at once: what waits on it rejects, and it does not go back into the pool. */
  cut(): void
  release(): Promise<void>
}

export interface Ended {
  readonly did: string
  readonly because?: unknown
}

export interface Limits {
  /** Unset: there is no limit. */
  readonly withinMs?: number | undefined
  /** Unset: nothing. */
  readonly moreMs?: (() => number) | undefined
}

/** The connection that a transaction has. */
export function heldBy(tx: EntityManager): HeldConnection | undefined {
  return holders.get(tx)
}
const holders = new WeakMap<EntityManager, HeldConnection>()

/** Where connections come from: pooled ones, each with the number of absences before it was opened. */
export interface Pool {
  readonly dataSource: DataSource
  readonly pulse: Pulse
  readonly bornAfter: (client: PoolClient) => number
}

/**
 * `withinMs` after the call it is cut, whatever it is doing; also when none was free until then. `moreMs` is asked at that moment: what it
 * says is given besides.
 */
export async function holdConnection(pool: Pool, { withinMs, moreMs }: Limits): Promise<HeldConnection> {
  const limit = createLimit(withinMs, moreMs)
  try {
    for (;;) {
      const held = await connect(pool, limit)
      if (!held.isOld) return held
      // From before the database was away: it may lead nowhere.
      held.cut()
      await held.release()
    }
  } catch (error) {
    limit.clear()
    throw error
  }
}

async function connect({ dataSource, pulse, bornAfter }: Pool, limit: Limit) {
  const runner = dataSource.createQueryRunner()
  const connecting = runner.connect() as Promise<PoolClient>
  try {
    const client = await pulse.during(() => Promise.race([connecting, limit.reached]))
    return { ...hold(runner, client, pulse, limit), isOld: bornAfter(client) !== pulse.absences() }
  } catch (error) {
    connecting.then(
      () => runner.release(),
      () => undefined,
    )
    throw error
  }
}

function hold(runner: QueryRunner, client: PoolClient, pulse: Pulse, limit: Limit): HeldConnection {
  let isCut = false
  const cut = () => {
    if (isCut) return
    isCut = true
    ;(client as unknown as { end(): Promise<void> }).end().catch(() => undefined)
  }
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await pulse.during(work)
    } catch (error) {
      if (pulse.isAway()) cut()
      throw error
    }
  }
  const statements = createStatements(client)
  let id: string | undefined
  runner.query = (async (text: string, values?: unknown[], structured?: boolean) =>
    toTypeorm(await guarded(() => statements.say(text, values)), structured)) as typeof runner.query
  limit.reached.catch(cut)
  const held: HeldConnection = {
    tx: runner.manager,
    over: limit.reached,
    begin() {
      statements.ahead('BEGIN; SELECT pg_current_xact_id() AS id', ({ rows }) => {
        id = rows[0].id
      })
      // TypeORM has to know, or it would begin and commit one of its own around what it saves.
      Object.assign(runner, { isTransactionActive: true })
    },
    id: () => id,
    savepoint() {
      const drop = statements.ahead('SAVEPOINT work')
      return {
        drop,
        back: async () => {
          if (!drop()) await guarded(() => statements.say('ROLLBACK TO SAVEPOINT work'))
        },
      }
    },
    beforeCommit: statements.beside,
    async end(how) {
      if (how === 'ROLLBACK') statements.forget()
      return statements.isNeeded() ? guarded(() => statements.last(how)) : { did: how }
    },
    isOver: limit.isOver,
    isCut: () => isCut,
    cut,
    release: () => {
      limit.clear()
      return runner.release()
    },
  }
  holders.set(runner.manager, held)
  return held
}

interface Limit {
  /** Rejects when the time is over. */
  readonly reached: Promise<never>
  isOver(): boolean
  clear(): void
}

function createLimit(ms = Number.POSITIVE_INFINITY, moreMs: () => number = () => 0): Limit {
  let endsAt = performance.now() + ms
  let timer: NodeJS.Timeout | undefined
  const isOver = () => {
    if (performance.now() < endsAt) return false
    endsAt = performance.now() + moreMs()
    return performance.now() >= endsAt
  }
  const reached = new Promise<never>((_resolve, reject) => {
    const look = () => {
      if (isOver()) reject(new AppError('unavailable', 'It took too long and was not done'))
      else wait()
    }
    const wait = () => {
      // A timer may ring a little before its time.
      timer = setTimeout(look, Math.max(0, Math.ceil(endsAt - performance.now())))
    }
    if (ms !== Number.POSITIVE_INFINITY) wait()
  })
  reached.catch(() => undefined)
  return { reached, isOver, clear: () => clearTimeout(timer) }
}
