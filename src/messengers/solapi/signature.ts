/** SOLAPI's `Authorization` header. */
import { createHmac, randomBytes } from 'node:crypto'

export interface Signing {
  readonly apiKey: string
  readonly apiSecret: string
  /** ISO 8601; more than 15 minutes off is refused. */
  readonly date: string
  /** 12–64 characters; the same one twice in 15 minutes is refused, so every attempt takes its own. */
  readonly salt: string
}

export function signatureHeader({ apiKey, apiSecret, date, salt }: Signing): string {
  const signature = createHmac('sha256', apiSecret).update(`${date}${salt}`).digest('hex')
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${signature}`
}

export function createSalt(): string {
  return randomBytes(16).toString('hex')
}
