/** One-time tokens: the ways in without a login page. */
import { type Purpose, readPurpose, spellPurpose } from '../domain/entry.js'
import { type Cipher, createToken, hashToken, TOKEN_PATTERN } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import {
  addToken,
  findGivenToken,
  findSpentToken,
  findToken,
  spendToken,
  sweepTokens,
  type Token,
  type TokenOwner,
} from '../storage/tokens.js'
import type { Tx } from '../storage/transaction.js'
import type { AccessLog } from './access-log.js'
import { createNonce, tokenAgain, tokenOf } from './repeated-token.js'

/** How long each kind of token lives. A visit is the web session that an entry token opens. */
export const TOKEN_LIFE_MS = { entry: 7 * 24 * 60 * 60 * 1000, link: 30 * 60 * 1000, visit: 60 * 60 * 1000 } as const

/** A link that ends soon is replaced by a new one. */
const LEAST_LEFT_MS = 24 * 60 * 60 * 1000
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1000

export interface Entrant {
  readonly volunteerId: string
  readonly purpose: Purpose
}

export interface Entry {
  /** A token that signs this volunteer in once, to this purpose. */
  issue(tx: Tx, volunteerId: string, purpose: Purpose): Promise<string>
  /** The same, shown in the chat of this account of theirs: who asks again gets the same one until it is spent or about to end. */
  issueInChat(tx: Tx, volunteerId: string, accountId: string, purpose: Purpose): Promise<string>
  /** Whose live entry token this is; nothing is spent by asking. */
  holder(tx: Tx, token: string): Promise<string | undefined>
  /** Spends an entry token; undefined when it is unknown, spent or expired. */
  enter(tx: Tx, token: string): Promise<Entrant | undefined>
  /** Spends an entry token for a visit of the pages: a token of its own, to be kept in a cookie. Notes who came from where. */
  startVisit(tx: Tx, token: string, address: string): Promise<{ visit: string; purpose: Purpose } | undefined>
  /** What a spent token was for, asked by the visit of the same person that is still going on. */
  enteredBy(tx: Tx, token: string, visit: string): Promise<Purpose | undefined>
  /** Ends a visit before its time. */
  leave(tx: Tx, visit: string): Promise<void>
  /** Removes what expired more than a day ago: until then it can still be told apart from what never was. */
  sweep(tx: Tx): Promise<void>
  /** Who is visiting the pages with this cookie. */
  visitor(tx: Tx, visit: string): Promise<Entrant | undefined>
}

export interface EntryParts {
  readonly accessLog: AccessLog
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createEntry(parts: EntryParts): Entry {
  const { accessLog, clock } = parts
  const issue = async (tx: Tx, kind: Token['kind'], fields: Pick<Token, 'purpose' | 'volunteerId' | 'accountId'>) => {
    const token = createToken()
    const createdAt = clock.now()
    const expiresAt = new Date(createdAt.getTime() + TOKEN_LIFE_MS[kind])
    await addToken(tx, { hash: hashToken(token), nonce: null, kind, createdAt, expiresAt, ...fields })
    return token
  }
  const entrant = (token: Token | undefined): Entrant | undefined => {
    const purpose = token && readPurpose(token.purpose)
    return purpose && token.volunteerId ? { volunteerId: token.volunteerId, purpose } : undefined
  }
  const entry: Entry = {
    issue: (tx, volunteerId, purpose) =>
      issue(tx, 'entry', { purpose: spellPurpose(purpose), volunteerId, accountId: null }),
    issueInChat: (tx, volunteerId, accountId, purpose) =>
      issueInChat(parts, tx, { kind: 'entry', purpose: spellPurpose(purpose), volunteerId, accountId }),
    async holder(tx, token) {
      if (!TOKEN_PATTERN.test(token)) return undefined
      return entrant(await findToken(tx, hashToken(token), 'entry', clock.now()))?.volunteerId
    },
    async enter(tx, token) {
      if (!TOKEN_PATTERN.test(token)) return undefined
      return entrant(await spendToken(tx, hashToken(token), 'entry', clock.now()))
    },
    async startVisit(tx, token, address) {
      const entered = await entry.enter(tx, token)
      if (!entered) return undefined
      const { volunteerId, purpose } = entered
      const visit = await issue(tx, 'visit', { purpose: spellPurpose(purpose), volunteerId, accountId: null })
      const details = { purpose: spellPurpose(purpose) }
      const visitor = { actor: 'volunteer', actorId: volunteerId, volunteerIds: [volunteerId] } as const
      await accessLog.note(tx, { ...visitor, address, action: 'visit', details })
      return { visit, purpose }
    },
    async enteredBy(tx, token, visit) {
      const spent = entrant(await findSpentToken(tx, hashToken(token), 'entry'))
      const visitor = spent && (await entry.visitor(tx, visit))
      return visitor && visitor.volunteerId === spent?.volunteerId ? spent.purpose : undefined
    },
    async leave(tx, visit) {
      await spendToken(tx, hashToken(visit), 'visit', clock.now())
    },
    sweep: tx => sweepTokens(tx, new Date(clock.now().getTime() - KEPT_AFTER_EXPIRY_MS), clock.now()),
    async visitor(tx, visit) {
      if (!TOKEN_PATTERN.test(visit)) return undefined
      return entrant(await findToken(tx, hashToken(visit), 'visit', clock.now()))
    },
  }
  return entry
}

async function issueInChat({ cipher, clock }: EntryParts, tx: Tx, owner: TokenOwner): Promise<string> {
  const createdAt = clock.now()
  const given = await findGivenToken(tx, owner, new Date(createdAt.getTime() + LEAST_LEFT_MS))
  const again = given && tokenAgain(cipher, given.nonce, given.hash)
  if (again) return again.token
  const nonce = createNonce()
  const { token } = tokenOf(cipher, nonce)
  const expiresAt = new Date(createdAt.getTime() + TOKEN_LIFE_MS.entry)
  await addToken(tx, { ...owner, hash: hashToken(token), nonce, createdAt, expiresAt })
  return token
}
