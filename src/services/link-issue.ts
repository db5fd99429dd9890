/** The link that is shown in a chat: the same one, with its number and pairing code, for as long as it leads on. */
import { randomInt } from 'node:crypto'
import { type Cipher, hashToken } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import { addLinking, findOpenLinking } from '../storage/linkings.js'
import { removeToken } from '../storage/tokens.js'
import type { Tx } from '../storage/transaction.js'
import { TOKEN_LIFE_MS } from './entry.js'
import { LINK_LIMITS } from './link-limits.js'
import { createNonce, type RepeatedToken, tokenAgain, tokenOf } from './repeated-token.js'

export interface ShownLink {
  readonly token: string
  readonly number: string
  readonly pairing: string
}

export interface IssueParts {
  readonly cipher: Cipher
  readonly clock: Clock
}

/** A link that ends while its code is on the way helps nobody. */
const LEAST_LEFT_MS = 3 * 60 * 1000

export async function issueLink(parts: IssueParts, tx: Tx, accountId: string): Promise<ShownLink> {
  return (await openLink(parts, tx, accountId)) ?? newLink(parts, tx, accountId)
}

/** One that can send no further codes is left to whoever has one of it. */
async function openLink({ cipher, clock }: IssueParts, tx: Tx, accountId: string) {
  const after = new Date(clock.now().getTime() + LEAST_LEFT_MS)
  const open = await findOpenLinking(tx, accountId, after)
  if (!open || open.codesSent >= LINK_LIMITS.codes || open.phones >= LINK_LIMITS.phones) return undefined
  const again = tokenAgain(cipher, open.nonce, open.linkHash)
  return again && shown(again, open.number)
}

async function newLink({ cipher, clock }: IssueParts, tx: Tx, accountId: string) {
  const createdAt = clock.now()
  const expiresAt = new Date(createdAt.getTime() + TOKEN_LIFE_MS.link)
  const number = String(randomInt(10, 100))
  for (;;) {
    const nonce = createNonce()
    const made = tokenOf(cipher, nonce)
    const linkHash = hashToken(made.token)
    const token = { hash: linkHash, accountId, nonce, createdAt, expiresAt }
    const pairingHash = cipher.fingerprint('pairing', made.digits)
    if (await addLinking(tx, token, { pairingHash, number })) return shown(made, number)
    await removeToken(tx, linkHash)
  }
}

function shown({ token, digits }: RepeatedToken, number: string): ShownLink {
  return { token, number, pairing: `${digits.slice(0, 5)}-${digits.slice(5)}` }
}
