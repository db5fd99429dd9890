/**
 * Preloaded into a server (`--import`, with `--expose-gc`): a request with `x-measure-heap` makes it collect all garbage, and its answer
 * tells in a header how many bytes are left.
 */
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

subscribe('http.server.request.start', message => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
  if (!('x-measure-heap' in request.headers) || !globalThis.gc) return
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  response.setHeader('x-heap', heapUsed + external)
})
