/** Organisations: who they are by their key, and giving the first answer again to a repeated request. */
import { createHash } from 'node:crypto'
import { createToken, hashToken, TOKEN_PATTERN } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import {
  addOrganisation,
  claimAnswer,
  findOrganisationByKey,
  keepAnswer,
  type Organisation,
  type OrganisationOverview,
  type OrganisationPrograms,
  overviewOfOrganisations,
  programsOfOrganisation,
} from '../storage/organisations.js'
import type { Tx } from '../storage/transaction.js'

export const SCOPES = ['read', 'manage'] as const
export type Scope = (typeof SCOPES)[number]
export type { Organisation }

export interface GivenOnce {
  readonly status: number
  readonly answer: object
}
export interface AskedOnce {
  readonly organisationId: string
  readonly key: string
  readonly request: string
}
export type Once = ({ readonly ok: true } & GivenOnce) | { readonly ok: false; readonly refused: 'other-request' }

export interface Organisations {
  /** Every organisation, by name. */
  overview(tx: Tx): Promise<readonly OrganisationOverview[]>
  /** What an organisation will hold, the next first. */
  programsOf(tx: Tx, id: string, limit: number): Promise<OrganisationPrograms | undefined>
  /** The key is returned this once and kept only as a hash. */
  add(tx: Tx, name: string, scope: Scope): Promise<{ id: string; key: string }>
  byKey(tx: Tx, key: string): Promise<Organisation | undefined>
  /**
   * Does `work` unless this organisation sent the same request under the same key before; then its first answer is returned. Of
   * several at once one works and the others wait for its answer. When `work` throws, the key is free again. Before an answer is given
   * again `repeating` is called.
   */
  once(tx: Tx, asked: AskedOnce, work: () => Promise<GivenOnce>, repeating?: () => Promise<void>): Promise<Once>
}

export interface OrganisationParts {
  readonly clock: Clock
}

export function createOrganisations({ clock }: OrganisationParts): Organisations {
  return {
    overview: tx => overviewOfOrganisations(tx, clock.now()),
    programsOf: (tx, id, limit) => programsOfOrganisation(tx, id, clock.now(), limit),
    async add(tx, name, scope) {
      const key = createToken()
      const { id } = await addOrganisation(tx, { name, scope, keyHash: hashToken(key) }, clock.now())
      return { id, key }
    },
    async byKey(tx, key) {
      return TOKEN_PATTERN.test(key) ? findOrganisationByKey(tx, hashToken(key)) : undefined
    },
    async once(tx, { organisationId, key, request }, work, repeating) {
      const requestHash = createHash('sha256').update(request).digest()
      const given = await claimAnswer(tx, { organisationId, key }, requestHash, clock.now())
      if (given && !given.requestHash.equals(requestHash)) return { ok: false, refused: 'other-request' }
      if (given) {
        await repeating?.()
        return { ok: true, status: given.status, answer: given.answer }
      }
      const { status, answer } = await work()
      await keepAnswer(tx, { organisationId, key }, status, answer)
      return { ok: true, status, answer }
    },
  }
}
