/** A process that uses the embedded server of the folder it is given, prints the address, and leaves when its stdin ends. */
import { text } from 'node:stream/consumers'
import { createLog } from '../../src/platform/log.js'
import { openEmbeddedServer } from '../../src/storage/embedded/server.js'

const server = await openEmbeddedServer({ dataDir: process.argv[2] ?? '', log: createLog('warn') })
process.stdout.write(`${server.url}\n`)
await text(process.stdin)
await server.stop()
