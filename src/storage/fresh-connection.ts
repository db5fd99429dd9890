/** One connection beside the pool, for one question: to see whether the server is there, or what became of a lost connection's work. */
import pg from 'pg'

/** Rejects when it is not connected within `connectMs`; every statement has `statementMs`. */
export async function onFreshConnection<T>(
  url: string,
  limits: { readonly connectMs: number; readonly statementMs: number },
  ask: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.statementMs,
    application_name: 'sonmoa',
  })
  // What is lost here is seen by whoever asks.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await ask(client)
  } finally {
    client.end().catch(() => undefined)
  }
}
