/** Linking a messenger account to its person by a code on their phone: each step, and what refuses it. */
import { randomInt } from 'node:crypto'
import { PRIVACY_CONSENT, PRIVACY_VERSION } from '../domain/consent.js'
import { AGE_OF_OWN_CONSENT, ageOn, maskName, maskPhone, type Person } from '../domain/person.js'
import { type Cipher, hashToken, type Place } from '../platform/cipher.js'
import { type Clock, seoulDay } from '../platform/clock.js'
import { type AccountKey, holdAccount, linkAccount } from '../storage/accounts.js'
import {
  dropCode,
  findLinking,
  findPaired,
  holdLinking,
  type Linking as Kept,
  putCode,
  tryCode,
  updateLinking,
} from '../storage/linkings.js'
import { spendToken } from '../storage/tokens.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import { issueLink, type ShownLink } from './link-issue.js'
import { CODE_TRIES, LINK_LIMITS, limitsForCode, limitsForPairing, limitsForTry } from './link-limits.js'
import { type LinkSession, readLinkSession, spellLinkSession } from './link-session.js'
import type { Notices } from './notices.js'
import type { RateLimits } from './rate-limits.js'

export const CODE_LIFE_MS = 3 * 60 * 1000

/** Why a link leads nowhere any more. */
export type Closed = 'expired' | 'spent' | 'stopped' | 'under-14'
export type CodeSent =
  | { readonly ok: true }
  | { readonly ok: false; readonly refused: Closed | 'too-many-of-link' | 'too-many' | 'too-many-today' | 'busy' }
export type Linked =
  | { readonly ok: true; readonly account: AccountKey }
  | {
      readonly ok: false
      readonly refused: Closed | 'code-expired' | 'too-many-tries' | 'too-many-today' | 'linked-already'
    }
  | { readonly ok: false; readonly refused: 'wrong-code'; readonly triesLeft: number }
export type Opened =
  | { readonly ok: true; readonly session: string }
  | { readonly ok: false; readonly refused: 'unknown-pairing' | 'too-many-pairings' }

/** What is told of the account: its messenger, the number that stands beside the link in the chat, when the chat gave it. */
interface About {
  readonly messenger: AccountKey['messenger']
  readonly number: string
  readonly askedAt: Date
}
/** Where a linking is. What was typed is told to the browser alone in which it was. */
export type LinkStep =
  | { readonly step: 'closed'; readonly why: Closed; readonly messenger?: AccountKey['messenger'] }
  | ({ readonly step: 'person' } & About)
  | ({ readonly step: 'code'; readonly endsAt: Date; readonly to?: { name: string; phone: string } } & About)
  | ({ readonly step: 'done' } & About)

export interface Linking {
  /**
   * The link for this account: its token, the number to compare, and a code by which a page without script finds it. Who asks again gets
   * the same one until it is used, stopped, used up or about to end. The caller holds the account's row.
   */
  issue(tx: Tx, accountId: string): Promise<ShownLink>
  /** A session for a token. Nothing is spent, and that it leads nowhere is told by `look`. */
  open(token: string): string
  /** A session for a pairing code, `12345-67890` without anything between. Guessing is counted by address. */
  openPaired(tx: Tx, pairing: string, address: string): Promise<Opened>
  /** Undefined for what is no session of ours. */
  look(tx: Tx, session: string): Promise<LinkStep | undefined>
  /** The last letters of the token with which the session was opened. */
  tailOf(session: string): string
  /** Sends a code to the person's phone. Its answer never tells whether the phone is known. A refusal is kept, so the caller has to commit. */
  sendCode(tx: Tx, session: string, person: Person, address: string): Promise<CodeSent>
  /** The same once more, for who was typed in this browser. */
  sendAgain(tx: Tx, session: string, address: string): Promise<CodeSent>
  /** Links the account that asked for the link. A wrong code counts as a try, so the caller has to commit. */
  confirm(tx: Tx, session: string, code: string): Promise<Linked>
  /** Back to the first step; what was typed is returned to the browser in which it was, and forgotten here. */
  change(tx: Tx, session: string): Promise<Person | undefined>
  /** It is not the person's own link: nobody can use it any more. */
  stop(tx: Tx, session: string): Promise<void>
}

export interface LinkingParts {
  readonly volunteerStore: VolunteerStore
  readonly rateLimits: RateLimits
  readonly notices: Notices
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createLinking(parts: LinkingParts): Linking {
  const { cipher, clock } = parts
  const read = (session: string) => readLinkSession(cipher, session)
  return {
    issue: (tx, accountId) => issueLink(parts, tx, accountId),
    open: token => spellLinkSession(cipher, hashToken(token), token),
    openPaired: (tx, pairing, address) => openPaired(parts, tx, pairing, address),
    tailOf: session => read(session)?.tail ?? '',
    async look(tx, session) {
      const opened = read(session)
      return opened && stepOf(parts, await findLinking(tx, opened.linkHash), opened)
    },
    async sendCode(tx, session, person, address) {
      const opened = read(session)
      return opened ? sendCode(parts, tx, opened, person, address) : { ok: false, refused: 'expired' }
    },
    async sendAgain(tx, session, address) {
      const opened = read(session)
      const kept = opened && (await findLinking(tx, opened.linkHash))
      const person = opened && typedHere(cipher, kept, opened)
      return person ? sendCode(parts, tx, opened, person, address) : { ok: false, refused: 'expired' }
    },
    async confirm(tx, session, code) {
      const opened = read(session)
      return opened ? confirm(parts, tx, opened, code) : { ok: false, refused: 'expired' }
    },
    async change(tx, session) {
      const opened = read(session)
      const kept = opened && (await holdLinking(tx, opened.linkHash))
      if (!kept || closedBy(kept, clock.now())) return undefined
      await dropCode(tx, kept.linkHash)
      return typedHere(cipher, kept, opened)
    },
    async stop(tx, session) {
      const kept = await holdLinking(tx, read(session)?.linkHash ?? Buffer.alloc(0))
      if (!kept || closedBy(kept, clock.now())) return
      await updateLinking(tx, kept.linkHash, { refused: 'stopped' })
      await dropCode(tx, kept.linkHash)
    },
  }
}

async function openPaired(parts: LinkingParts, tx: Tx, pairing: string, address: string): Promise<Opened> {
  const { rateLimits, cipher, clock } = parts
  const guesses = limitsForPairing(address)
  if (await rateLimits.take(tx, guesses)) return { ok: false, refused: 'too-many-pairings' }
  const linkHash = await findPaired(tx, cipher.fingerprints('pairing', pairing), clock.now())
  if (!linkHash) return { ok: false, refused: 'unknown-pairing' }
  await rateLimits.giveBack(tx, guesses)
  return { ok: true, session: spellLinkSession(cipher, linkHash) }
}

function stepOf({ cipher, clock }: LinkingParts, kept: Kept | undefined, opened: LinkSession): LinkStep {
  if (!kept) return { step: 'closed', why: 'expired' }
  const about = { messenger: kept.messenger, number: kept.number, askedAt: kept.createdAt }
  if (kept.linkedBy?.equals(opened.browser)) return { step: 'done', ...about }
  const why = closedBy(kept, clock.now())
  if (why) return { step: 'closed', why, messenger: kept.messenger }
  if (!kept.code) return { step: 'person', ...about }
  const person = typedHere(cipher, kept, opened)
  const to = person && { to: { name: maskName(person.name), phone: maskPhone(person.phone) } }
  return { step: 'code', endsAt: kept.code.expiresAt, ...about, ...to }
}

function closedBy({ refused, spentAt, expiresAt }: Kept, now: Date): Closed | undefined {
  if (refused) return refused
  if (spentAt) return 'spent'
  return expiresAt <= now ? 'expired' : undefined
}

/** Who was typed, for the browser that did it: somebody else may hold the same link. */
function typedHere(cipher: Cipher, kept: Kept | undefined, { browser }: LinkSession): Person | undefined {
  if (!kept?.code?.askedBy?.equals(browser)) return undefined
  return openApplicant(cipher, kept.linkHash, kept.code.applicantSealed)
}

async function sendCode(
  parts: LinkingParts,
  tx: Tx,
  { linkHash, browser }: LinkSession,
  person: Person,
  address: string,
): Promise<CodeSent> {
  const { rateLimits, notices, cipher, clock } = parts
  const now = clock.now()
  // Looked at before it is held, so that those whom nothing is left for need not wait for the others.
  const seen = await findLinking(tx, linkHash)
  const kept = seen && seen.codesSent < LINK_LIMITS.codes ? await holdLinking(tx, linkHash) : seen
  const closed = kept ? closedBy(kept, now) : 'expired'
  if (!kept || closed) return { ok: false, refused: closed ?? 'expired' }
  if (ageOn(person.birth, seoulDay(now)) < AGE_OF_OWN_CONSENT) {
    // Another year on the same page would only be a way around: it takes a new start.
    await updateLinking(tx, linkHash, { refused: 'under-14' })
    await dropCode(tx, linkHash)
    return { ok: false, refused: 'under-14' }
  }
  const phoneHash = cipher.fingerprint('link phone', person.phone)
  const phones = kept.phones.some(one => one.equals(phoneHash)) ? kept.phones : [...kept.phones, phoneHash]
  if (kept.codesSent >= LINK_LIMITS.codes || phones.length > LINK_LIMITS.phones)
    return { ok: false, refused: 'too-many-of-link' }
  for (const tries of limitsForTry(kept.accountId, person.phone))
    if (await rateLimits.isUsedUp(tx, tries)) return { ok: false, refused: 'too-many-today' }
  const usedUp = await rateLimits.take(tx, limitsForCode(kept.accountId, person.phone, address))
  if (usedUp) return { ok: false, refused: usedUp.refused }
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const expiresAt = new Date(now.getTime() + CODE_LIFE_MS)
  await updateLinking(tx, linkHash, { codesSent: kept.codesSent + 1, phones })
  const codeHash = cipher.fingerprint('code', spellCode(linkHash, code))
  await putCode(tx, {
    linkHash,
    codeHash,
    applicantSealed: cipher.seal(JSON.stringify(person), placeOfApplicant(linkHash)),
    askedBy: browser,
    createdAt: now,
    expiresAt,
  })
  const { accountId } = kept
  await notices.tell(tx, 'code', { phone: person.phone, digits: code, expiresAt, accountId, linkHash, codeHash })
  return { ok: true }
}

async function confirm(parts: LinkingParts, tx: Tx, opened: LinkSession, code: string): Promise<Linked> {
  const { rateLimits, cipher, clock } = parts
  const { linkHash } = opened
  const now = clock.now()
  const kept = await holdLinking(tx, linkHash)
  const closed = kept ? closedBy(kept, now) : 'expired'
  if (!kept || closed) return { ok: false, refused: closed ?? 'expired' }
  if (!kept.code || kept.code.expiresAt <= now) return { ok: false, refused: 'code-expired' }
  const person = openApplicant(cipher, linkHash, kept.code.applicantSealed)
  const tries = limitsForTry(kept.accountId, person.phone)
  if (await rateLimits.take(tx, tries)) return { ok: false, refused: 'too-many-today' }
  const sent = await tryCode(tx, linkHash)
  if (!sent || sent.tries > CODE_TRIES) return { ok: false, refused: 'too-many-tries' }
  // Keyed hashes are compared: where they differ tells nothing about the code.
  if (!cipher.fingerprints('code', spellCode(linkHash, code)).some(hash => hash.equals(sent.codeHash)))
    return { ok: false, refused: 'wrong-code', triesLeft: CODE_TRIES - sent.tries }
  await rateLimits.giveBack(tx, tries)
  return finish(parts, tx, kept, opened, person)
}

async function finish(parts: LinkingParts, tx: Tx, kept: Kept, opened: LinkSession, person: Person): Promise<Linked> {
  const { volunteerStore, clock } = parts
  const now = clock.now()
  const account = await holdAccount(tx, kept.accountId)
  if (!account || account.under14) return { ok: false, refused: 'expired' }
  const known = await volunteerStore.findByIdentity(tx, person)
  if (account.volunteerId && account.volunteerId !== known?.id) return { ok: false, refused: 'linked-already' }
  if (!(await spendToken(tx, kept.linkHash, 'link', now))) return { ok: false, refused: 'expired' }
  await updateLinking(tx, kept.linkHash, { linkedBy: opened.browser })
  await dropCode(tx, kept.linkHash)
  const volunteer = known ?? (await volunteerStore.findOrAdd(tx, person, now))
  await volunteerStore.addConsent(tx, volunteer.id, PRIVACY_CONSENT, PRIVACY_VERSION, now)
  await linkAccount(tx, account.id, volunteer.id, now)
  const { messenger, userKey } = account
  if (known && account.volunteerId !== known.id)
    await parts.notices.tell(tx, 'linked', {
      volunteer: known,
      accountId: account.id,
      messenger,
      number: kept.number,
      at: now,
    })
  return { ok: true, account: { messenger, userKey } }
}

function spellCode(linkHash: Buffer, code: string): string {
  return `${linkHash.toString('hex')}|${code}`
}

function placeOfApplicant(linkHash: Buffer): Place {
  return { table: 'phone_codes', column: 'applicant_sealed', row: linkHash.toString('hex') }
}

function openApplicant(cipher: Cipher, linkHash: Buffer, sealed: Buffer): Person {
  return JSON.parse(cipher.open(sealed, placeOfApplicant(linkHash))) as Person
}
