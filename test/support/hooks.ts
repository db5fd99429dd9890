/** What mocha does around the whole run: the server that some test file needed is stopped. */
import { stopTestServer } from './database.js'

export const mochaHooks = { afterAll: stopTestServer }
