/** One POST of JSON to a vendor, as every client here makes it: bounded in time, and a failure is a value. */

export type Fetch = typeof fetch

export interface JsonPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly timeoutMs: number
  readonly fetch: Fetch
}

/** `body` is `undefined` when what came back is not JSON. `code` carries nothing of the address, the headers or the body. */
export type JsonAnswer =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly code: 'timeout' | 'network' }

/** Never throws. Redirects are not followed: keys go only where they were meant to. */
export async function postJson({ url, headers, body, timeoutMs, fetch }: JsonPost): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    return { ok: true, status: response.status, body: parse(text) }
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
