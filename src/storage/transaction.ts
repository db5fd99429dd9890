/** Transactions, so that a fact and what is told about it are written together or not at all. */
import type { DataSource, EntityManager } from 'typeorm'

/** The open transaction that stores and services are handed. */
export type Tx = EntityManager

export interface Transactions {
  /** Commits what `work` did, or rolls everything back when it throws. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export function createTransactions(dataSource: DataSource): Transactions {
  return { run: work => dataSource.transaction(work) }
}

/**
 * Runs `work` so that its failure undoes only its own writes; the transaction can go on. The savepoint is not released: the commit
 * that follows does that without a round trip of its own.
 */
export async function withinSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.query('SAVEPOINT work')
  try {
    return await work()
  } catch (error) {
    await tx.query('ROLLBACK TO SAVEPOINT work')
    throw error
  }
}

/** The name of the constraint that a statement broke, when that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  const constraint = (error as { driverError?: { constraint?: unknown } } | null)?.driverError?.constraint
  return typeof constraint === 'string' ? constraint : undefined
}
