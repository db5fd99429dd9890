/** Transactions, so that a fact and what is told about it are written together or not at all, and nobody is told the contrary. */
import type { PoolClient } from 'pg'
import type { DataSource, EntityManager } from 'typeorm'
import { AppError } from '../platform/errors.js'
import { type HeldConnection, heldBy, holdConnection, type Limits, type Pool } from './held-connection.js'
import { outcomeOf } from './outcome.js'
import { type Pulse, steadyPulse } from './pulse.js'

/** The open transaction that stores and services are handed. */
export type Tx = EntityManager

export interface Transactions {
  /**
   * Commits what `work` did, or rolls everything back when it throws. Resolves exactly when it is committed: where the answer to COMMIT
   * is lost, the server is asked on a new connection. Rejects with `unclear` when that cannot be found out; any other error says that
   * nothing was done, `unavailable` that the database is away or the time was over: after `withinMs` the work is cut off, unless
   * `moreMs`, asked at that moment, gives it more.
   */
  run<T>(work: (tx: Tx) => Promise<T>, limits?: Limits): Promise<T>
}

export interface TransactionsOptions {
  readonly pulse?: Pulse
  /** For work that names no limit of its own; unset: there is none. */
  readonly withinMs?: number | undefined
}

/** @param dataSource is connected already. */
export function createTransactions(dataSource: DataSource, options: TransactionsOptions = {}): Transactions {
  const { pulse = steadyPulse, withinMs } = options
  const born = new WeakMap<PoolClient, number>()
  const { master } = dataSource.driver as unknown as { master: NodeJS.EventEmitter }
  master.on('connect', (client: PoolClient) => born.set(client, pulse.absences()))
  const pool: Pool = { dataSource, pulse, bornAfter: client => born.get(client) ?? 0 }
  const { url = '' } = dataSource.options as { url?: string }
  return {
    async run(work, limits = {}) {
      const held = await holdConnection(pool, {
        withinMs: limits.withinMs ?? withinMs,
        moreMs: limits.moreMs,
      })
      try {
        held.begin()
        const result = await orRollBack(held, () => work(held.tx))
        await commit(held, () => outcomeAt(url, pulse, held.id()))
        return result
      } finally {
        await held.release()
      }
    },
  }
}

async function orRollBack<T>(held: HeldConnection, work: () => Promise<T>): Promise<T> {
  try {
    return await Promise.race([work(), held.over])
  } catch (error) {
    // Where even that cannot be said, the server rolls back when the connection is gone.
    if (!held.isCut()) await held.end('ROLLBACK').catch(held.cut)
    throw error
  }
}

async function commit(
  held: HeldConnection,
  outcome: () => Promise<'committed' | 'aborted' | 'unknown'> | 'unknown',
): Promise<void> {
  if (held.isOver()) held.cut()
  if (held.isCut()) throw new AppError('unavailable', 'The connection was lost before anything was done')
  const became = await held.end('COMMIT').catch((error: unknown) => {
    if (isRefusal(error)) throw error
    held.cut()
    return error as Error
  })
  if (!(became instanceof Error)) {
    if (became.did === 'COMMIT') return
    // A transaction in which an error was passed over is not committed, and no error says so.
    throw became.because ?? new AppError('internal', 'The transaction had failed before and was rolled back')
  }
  const found = await outcome()
  if (found === 'unknown')
    throw new AppError('unclear', 'It is not known whether this was done: look before doing it again', undefined, {
      cause: became,
    })
  if (found === 'aborted') throw became
}

function outcomeAt(url: string, pulse: Pulse, id: string | undefined) {
  return id === undefined || pulse.isAway() ? 'unknown' : outcomeOf(url, id)
}

/** The server refused to commit and rolled back: 23 constraints, 40 serialization; 40003 says that it does not know itself. */
function isRefusal(error: unknown): boolean {
  const { severity, code } = (error ?? {}) as { severity?: unknown; code?: unknown }
  return typeof severity === 'string' && typeof code === 'string' && /^(?:23|40)/.test(code) && code !== '40003'
}

/**
 * Runs `work` so that its failure undoes only its own writes; the transaction can go on. The savepoint is not released: the commit
 * that follows does that without a round trip of its own.
 */
export async function withinSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const savepoint = held(tx).savepoint()
  try {
    const result = await work()
    savepoint.drop()
    return result
  } catch (error) {
    if (!isCutOff(tx)) await savepoint.back()
    throw error
  }
}

/** Nothing can be said on this transaction any more: its time is over or its connection lost, and nothing of it was done. */
export function isCutOff(tx: Tx): boolean {
  return held(tx).isCut()
}

/** Writes this last of all, in one write with the commit: what breaks there makes the whole transaction fail with its error. */
export function withCommit(tx: Tx, text: string, values: readonly unknown[]): void {
  held(tx).beforeCommit(text, values)
}

function held(tx: Tx): HeldConnection {
  const found = heldBy(tx)
  if (!found) throw new AppError('internal', 'This needs a transaction of `transactions.run`')
  return found
}

/** The name of the constraint that a statement broke, when that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  const constraint = (error as { driverError?: { constraint?: unknown } } | null)?.driverError?.constraint
  return typeof constraint === 'string' ? constraint : undefined
}
