/** What mocha does around a run: one server for all of its processes, stopped when it is over. */
import { shareTestServer, stopTestServer } from './database.js'

/** Of a run in one process, the first test file that needs the server starts it. */
export async function mochaGlobalSetup(this: { isParallelMode(): boolean }): Promise<void> {
  if (this.isParallelMode()) await shareTestServer()
}

export const mochaGlobalTeardown = stopTestServer
