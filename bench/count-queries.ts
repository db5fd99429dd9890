/**
 * Preloaded into a server for one short run (`--import`): each of its answers tells in two headers how many statements and how many
 * round trips to the database it took. Every query is a round trip, but for those that a pipelining client sends in one go.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import pg from 'pg'

interface Count {
  statements: number
  roundTrips: number
}
const counts = new AsyncLocalStorage<Count>()

subscribe('http.server.request.start', message => {
  const { response } = message as { response: ServerResponse }
  const count: Count = { statements: 0, roundTrips: 0 }
  counts.enterWith(count)
  const writeHead = response.writeHead
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    response.setHeader('x-statements', count.statements)
    response.setHeader('x-round-trips', count.roundTrips)
    return writeHead.apply(response, head)
  }) as typeof writeHead
})

type Query = (this: pg.Client, asked: string | { text: string }, ...more: unknown[]) => unknown

const client = pg.Client.prototype as { query: Query }
const { query } = client
const sendingNow = new WeakSet<pg.Client>()

client.query = function (asked, ...more) {
  const text = typeof asked === 'string' ? asked : asked.text
  const count = counts.getStore()
  if (count) {
    count.statements += text.split(';').filter(statement => statement.trim()).length
    if (!sendingNow.has(this)) count.roundTrips += 1
    if ((this as { pipeline?: boolean }).pipeline) {
      sendingNow.add(this)
      queueMicrotask(() => sendingNow.delete(this))
    }
  }
  return query.call(this, asked, ...more)
}
