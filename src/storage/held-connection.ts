/** A connection of the pool, held for one transaction: what is said on it goes by the database's pulse and by the time that is left. */
import type { PoolClient } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { AppError } from '../platform/errors.js'
import type { Pulse } from './pulse.js'

export interface HeldConnection {
  readonly tx: EntityManager
  /** Returns the transaction's id, by which the server can be asked about it later. */
  begin(): Promise<string>
  /** Throws what the driver throws; returns what the server says that it did. */
  end(how: 'COMMIT' | 'ROLLBACK'): Promise<string>
  /** Rejects when the time is over; then it is cut. */
  readonly over: Promise<never>
  /** Nothing can be said on it any more. */
  isCut(): boolean
  /** Ends it at once: what waits on it rejects, and it does not go back into the pool. */
  cut(): void
  release(): Promise<void>
}

/** Where connections come from: pooled ones, each with the number of absences before it was opened. */
export interface Pool {
  readonly dataSource: DataSource
  readonly pulse: Pulse
  readonly bornAfter: (client: PoolClient) => number
}

/** `limitMs` after the call it is cut, whatever it is doing; also when none was free until then. */
export async function holdConnection(pool: Pool, limitMs: number | undefined): Promise<HeldConnection> {
  const limit = createLimit(limitMs)
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
  const query = runner.query.bind(runner)
  runner.query = ((...said: Parameters<typeof query>) => guarded(() => query(...said))) as typeof query
  limit.reached.catch(cut)
  return {
    tx: runner.manager,
    over: limit.reached,
    async begin() {
      const sent = () => client.query('BEGIN; SELECT pg_current_xact_id() AS id') as unknown as Promise<Begun>
      const [, { rows }] = await guarded(sent)
      // TypeORM has to know, or it would begin and commit one of its own around what it saves.
      Object.assign(runner, { isTransactionActive: true })
      return rows[0].id
    },
    end: async how => (await guarded(() => client.query(how))).command,
    isCut: () => isCut,
    cut,
    release: () => {
      limit.clear()
      return runner.release()
    },
  }
}

type Begun = [unknown, { rows: [{ id: string }] }]

interface Limit {
  /** Rejects when the time is over. */
  readonly reached: Promise<never>
  clear(): void
}

function createLimit(ms: number | undefined): Limit {
  let clear = () => {}
  const reached = new Promise<never>((_resolve, reject) => {
    if (ms === undefined) return
    const over = () => reject(new AppError('unavailable', 'It took too long and was not done'))
    const timer = setTimeout(over, Math.max(0, ms))
    clear = () => clearTimeout(timer)
  })
  reached.catch(() => undefined)
  return { reached, clear }
}
