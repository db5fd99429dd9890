/** One outgoing call in JSON, as every client makes it: bounded in time, and a failure is a value. */

export type Fetch = typeof fetch

export interface JsonCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Unset: the call has no body. */
  readonly body?: unknown
  readonly timeoutMs: number
  readonly fetch: Fetch
}

/**
 * `body` is `undefined` when what came back is not JSON. `code` carries nothing of the address, the headers or the body; `network` may
 * have reached the other side all the same.
 */
export type JsonAnswer =
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly retryAfterMs?: number }
  | { readonly ok: false; readonly code: 'timeout' | 'network' }

/** Never throws. Redirects are not followed: keys go only where they were meant to. */
export async function callJson({
  method = 'POST',
  url,
  headers,
  body,
  timeoutMs,
  fetch,
}: JsonCall): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json;charset=UTF-8', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    const retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN)
    const retryAfterMs = retryAfterS > 0 ? retryAfterS * 1000 : undefined
    return { ok: true, status: response.status, body: parse(text), retryAfterMs }
  } catch (error) {
    return { ok: false, code: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'network' }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether the same call may succeed later. */
export function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408
}
