/** The way from the page to the real webhooks: over HTTP, with the secrets that only the messengers know. */
import type { Request, Response } from 'express'
import { AppError } from '../platform/errors.js'

/** What the page sees of the webhook's answer. */
const SHOWN = ['content-type', 'x-turn'] as const

/** Posts `body` to `path` of the server that took `req`, and answers with what comes back, whatever its status. */
export async function forward(
  req: Request,
  res: Response,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const answer = await fetch(`http://${addressOf(req)}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
  }).catch(cause => {
    throw new AppError('unavailable', 'The webhook could not be reached', undefined, { cause })
  })
  for (const name of SHOWN) {
    const value = answer.headers.get(name)
    if (value) res.set(name, value)
  }
  res.status(answer.status).send(await answer.text())
}

function addressOf({ socket }: Request): string {
  const { localAddress = '127.0.0.1', localPort, localFamily } = socket
  return localFamily === 'IPv6' ? `[${localAddress}]:${localPort}` : `${localAddress}:${localPort}`
}
