/** Requests for a person, as staff work through them: oldest first, ended by somebody and at some time, opened again when that was a mistake. */
import { maskName } from '../domain/person.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import {
  countOpenRequests,
  endRequest,
  type FoundRequest,
  listRequests,
  type RequestCursor,
  type RequestState,
  reopenRequest,
} from '../storage/agent-requests.js'
import type { Tx } from '../storage/transaction.js'
import { placeOfPerson } from '../storage/volunteers.js'
import type { AccessLog } from './access-log.js'
import { inAgentHours } from './agent-hours.js'
import type { Looker } from './conversations.js'

export type { RequestCursor, RequestState } from '../storage/agent-requests.js'

export interface ListedRequest extends Omit<FoundRequest, 'nameSealed' | 'volunteerId'> {
  /** Masked; undefined while the account is linked to nobody. */
  readonly name: string | undefined
  /** Whether somebody was there when it was asked. */
  readonly inHours: boolean
  readonly waitedMinutes: number
}
export type Settled = { readonly ok: true } | { readonly ok: false; readonly refused: 'already' }

export interface Requests {
  list(
    tx: Tx,
    looker: Looker,
    state: RequestState,
    after: RequestCursor | undefined,
    limit: number,
  ): Promise<{ requests: readonly ListedRequest[]; more: boolean }>
  countOpen(tx: Tx): Promise<number>
  end(tx: Tx, looker: Looker, id: string): Promise<Settled>
  reopen(tx: Tx, looker: Looker, id: string): Promise<Settled>
}

export interface RequestParts {
  readonly accessLog: AccessLog
  readonly cipher: Cipher
  readonly clock: Clock
  readonly isHoliday: (day: string) => boolean
}

export function createRequests(parts: RequestParts): Requests {
  const { accessLog, clock } = parts
  const note = async (tx: Tx, looker: Looker, action: 'request-done' | 'request-reopened', accountId?: string) => {
    if (!accountId) return { ok: false, refused: 'already' } as const
    await accessLog.note(tx, { ...actorOf(looker), action, accountIds: [accountId] })
    return { ok: true } as const
  }
  return {
    async list(tx, looker, state, after, limit) {
      const found = await listRequests(tx, state, after, limit + 1)
      const shown = found.slice(0, limit)
      await accessLog.note(tx, {
        ...actorOf(looker),
        action: 'requests',
        accountIds: [...new Set(shown.map(({ accountId }) => accountId))],
        volunteerIds: [...new Set(shown.flatMap(({ volunteerId }) => volunteerId ?? []))],
        details: { state },
      })
      return { requests: shown.map(request => listed(parts, request)), more: found.length > limit }
    },
    countOpen: tx => countOpenRequests(tx),
    end: async (tx, looker, id) =>
      note(tx, looker, 'request-done', await endRequest(tx, id, looker.staffId, clock.now())),
    reopen: async (tx, looker, id) => note(tx, looker, 'request-reopened', await reopenRequest(tx, id)),
  }
}

function actorOf({ staffId, address }: Looker) {
  return { actor: 'staff', actorId: staffId, address } as const
}

function listed(
  { cipher, clock, isHoliday }: RequestParts,
  { nameSealed, volunteerId, ...request }: FoundRequest,
): ListedRequest {
  const name = nameSealed && volunteerId ? cipher.open(nameSealed, placeOfPerson('name', volunteerId)) : undefined
  const until = request.doneAt ?? clock.now()
  return {
    ...request,
    name: name && maskName(name),
    inHours: inAgentHours(request.createdAt, isHoliday),
    waitedMinutes: Math.max(0, Math.floor((until.getTime() - request.createdAt.getTime()) / 60_000)),
  }
}
