/** Sending a filled group and finding out what became of it. */
import type { SolapiClient } from '../messengers/solapi/client.js'
import type { GroupState, SolapiAnswer, SolapiRefusal } from '../messengers/solapi/response.js'
import type { ChannelRow } from '../storage/channels.js'
import type { Claim, ClaimedGroup, ClaimedNotice } from '../storage/notices.js'
import { isUntrue, type RenderingParts } from './notice-rendering.js'
import { noteAccepted, noteTrouble } from './phone-channel.js'
import { conclude, keep, type OutcomeParts, type Ruling, UNTRUE } from './phone-outcome.js'

export interface SendingParts extends OutcomeParts, RenderingParts {
  readonly vendor: { readonly client: SolapiClient }
}

/** After so many tries together a notice goes alone, lest it be the one that spoils the others' calls. */
export const TRIES_TOGETHER = 3

/** The group is filled and noted; sending it twice sends it once. */
export async function sendGroup(
  parts: SendingParts,
  claim: Claim,
  groupId: string,
  rows: readonly ClaimedNotice[],
  channel: ChannelRow,
) {
  const { vendor } = parts
  const sent = await vendor.client.send(groupId)
  const [only] = rows
  if (!sent.ok && sent.reach === 'request' && rows.length === 1 && isToBlame(only!, channel)) {
    const dropped = await vendor.client.drop(groupId)
    if (dropped.ok) return conclude(parts, claim, rows, () => ({ is: 'refused', reason: sent.code, reach: 'message' }))
  }
  await concludeGroup(parts, claim, rows, sent)
}

/** Nobody knows yet what became of this group. One that holds what is not to be told any more is not sent; the rest is told by another. */
export async function recover(
  parts: SendingParts,
  claim: Claim,
  groupId: string,
  { rows, isWhole }: ClaimedGroup,
  channel: ChannelRow,
) {
  const { vendor, clock } = parts
  const looked = await vendor.client.look(groupId)
  if (looked.ok && looked.value === 'pending') {
    const now = clock.now()
    const untold = await whatIsNotToBeTold(parts, rows, now)
    const spoils = rows.length > 1 && rows.some(({ tries }) => tries >= TRIES_TOGETHER)
    if (isWhole && !spoils && untold.size === 0) {
      if (await keep(parts, claim, rows)) await sendGroup(parts, claim, groupId, rows, channel)
      return
    }
    const dropped = await vendor.client.drop(groupId)
    if (!dropped.ok && dropped.reach !== 'gone') return conclude(parts, claim, rows, ask(dropped.code))
    const rest: Ruling = { is: 'again', reason: 'withdrawn', suspect: spoils }
    return conclude(parts, claim, rows, row => untold.get(row) ?? rest)
  }
  await concludeGroup(parts, claim, rows, looked)
}

async function whatIsNotToBeTold(
  parts: SendingParts,
  rows: readonly ClaimedNotice[],
  now: Date,
): Promise<Map<ClaimedNotice, Ruling>> {
  return parts.transactions.run(async tx => {
    const untold = new Map<ClaimedNotice, Ruling>()
    for (const row of rows) {
      if (row.notAfter <= now) untold.set(row, { is: 'expired' })
      else if (await isUntrue(parts, tx, row)) untold.set(row, UNTRUE)
    }
    return untold
  })
}

async function concludeGroup(
  parts: SendingParts,
  claim: Claim,
  rows: readonly ClaimedNotice[],
  answer: SolapiAnswer<GroupState>,
) {
  if (answer.ok && answer.value === 'sent') {
    await conclude(parts, claim, rows, () => ({ is: 'sent' }))
    return noteAccepted(parts)
  }
  const refusal = answer.ok ? refusalOf(answer.value) : answer
  const { reach, code } = refusal
  const isUnsent = reach === 'gone' || (answer.ok && answer.value === 'failed')
  await conclude(parts, claim, rows, () => ({
    is: isUnsent ? 'again' : 'ask',
    reason: code,
    suspect: reach === 'request',
  }))
  if (reach === 'account' || reach === 'request') await noteTrouble(parts, refusal)
  else parts.counts.refused(reach)
}

/** A state in which nothing was sent, read as a refusal. */
function refusalOf(state: GroupState): SolapiRefusal {
  const reach = { sent: 'passing', deleted: 'gone', failed: 'account', pending: 'passing', unclear: 'passing' } as const
  return { ok: false, reach: reach[state], code: `group-${state}` }
}

const ask = (reason: string) => (): Ruling => ({ is: 'ask', reason })

/** Whether it is this notice for which a call is refused: the vendor has taken others since it was refused first. */
export function isToBlame({ suspectSince }: ClaimedNotice, { acceptedAt }: ChannelRow): boolean {
  return suspectSince !== null && acceptedAt !== null && acceptedAt > suspectSince
}
