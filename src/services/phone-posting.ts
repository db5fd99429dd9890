/** Posting new notices: put into words, into a group at the vendor, noted here with the group's id, and only then sent. */
import type { Notice } from '../domain/notice.js'
import { createAlimTalk, createTextMessage, type SolapiMessage } from '../messengers/solapi/message.js'
import type { SolapiRefusal } from '../messengers/solapi/response.js'
import type { ChannelRow } from '../storage/channels.js'
import { addAttempts, type Claim, type ClaimedNotice, keepClaim } from '../storage/notices.js'
import { isUntrue, renderNotice } from './notice-rendering.js'
import { noteTrouble, PHONE } from './phone-channel.js'
import { type Filled, fillGroup } from './phone-group.js'
import { conclude, idsOf, keep, newClaim, type Ruling, UNTRUE } from './phone-outcome.js'
import { isToBlame, type SendingParts, sendGroup, TRIES_TOGETHER } from './phone-sending.js'

export interface Addressing {
  readonly sender: string
  /** Without a channel profile everything goes as SMS. */
  readonly pfId: string | undefined
  /** Template of a kind. */
  readonly templateOf: (kind: string) => string
}

export interface PostingParts extends SendingParts {
  readonly vendor: SendingParts['vendor'] & Addressing
}

const VENDOR = 'solapi'

export async function post(
  parts: PostingParts,
  claim: Claim,
  rows: readonly ClaimedNotice[],
  channel: ChannelRow,
): Promise<void> {
  const { vendor } = parts
  const group = await vendor.client.createGroup()
  if (!group.ok) {
    // Nothing of them was in that call, so it is not about them.
    await conclude(parts, claim, rows, () => ({ is: 'back', reason: group.code }))
    return noteTrouble(parts, group.reach === 'gone' ? { ...group, reach: 'account' } : group)
  }
  const rendered = await render(parts, rows)
  const messages = [...rendered].flatMap(([row, notice]) =>
    typeof notice === 'string' ? [] : toMessage(vendor, row.id, notice),
  )
  const filled = await fillGroup(vendor.client, group.value, messages, () => keep(parts, claim, rows))
  const isUnsafe = filled.stopped !== undefined && !['account', 'request'].includes(filled.stopped.reach)
  const members = isUnsafe ? [] : rows.filter(({ id }) => filled.verdicts.get(id)?.ok)
  const others = rows.filter(row => !members.includes(row))
  const rulings = new Map<ClaimedNotice, RulingOnOne>(
    others.map(row => {
      const notice = rendered.get(row)
      if (typeof notice === 'string') return [row, notice === 'untrue' ? UNTRUE : UNREADABLE]
      return [row, ruling(row, filled, members.length > 0 || isToBlame(row, channel))]
    }),
  )
  await conclude(parts, claim, others, row => rulings.get(row) ?? { is: 'back' })
  if (members.length > 0) await sendFilled(parts, claim, group.value, members, filled, channel)
  else await vendor.client.drop(group.value)
  const trouble = filled.stopped ?? [...rulings.values()].map(({ trouble }) => trouble).find(Boolean)
  if (trouble) await noteTrouble(parts, trouble)
}

type RulingOnOne = Ruling & { readonly trouble?: SolapiRefusal }
const UNREADABLE: RulingOnOne = { is: 'refused', reason: 'unreadable', reach: 'message' }

/** On a notice that is not in the group, or whose group is not sent. `isProven`: the vendor does take other messages. */
function ruling(row: ClaimedNotice, { verdicts, stopped }: Filled, isProven: boolean): RulingOnOne {
  const added = verdicts.get(row.id)
  const own = added?.ok === false ? added : undefined
  const refusal = own ?? stopped
  if (!refusal) return { is: 'back' }
  const { reach, code: reason } = refusal
  if (reach === 'message' || (own && reach === 'request' && isProven))
    return { is: 'refused', reason, reach: 'message' }
  if (own && reach === 'request') return { is: 'again', reason, suspect: true, trouble: own }
  if (reach === 'passing') {
    const isSuspect = !own && row.tries + 1 >= TRIES_TOGETHER
    return { is: 'again', reason, suspect: isSuspect, reach: own ? reach : undefined }
  }
  return { is: 'back', reason, trouble: own }
}

async function sendFilled(
  parts: PostingParts,
  claim: Claim,
  groupId: string,
  rows: readonly ClaimedNotice[],
  { verdicts }: Filled,
  channel: ChannelRow,
): Promise<void> {
  const { transactions, clock } = parts
  const members = rows.map(({ id }) => {
    const added = verdicts.get(id)
    return { id, messageId: (added?.ok && added.messageId) || null }
  })
  const noted = await transactions.run(async tx => {
    const now = clock.now()
    const isOurs = await keepClaim(tx, { ...newClaim(now), id: claim.id }, idsOf(rows))
    if (isOurs) await addAttempts(tx, { channel: PHONE, vendor: VENDOR, groupId, members }, now)
    return isOurs
  })
  // Somebody else took them up meanwhile: this group is forgotten, and a group that nobody sends reaches nobody.
  if (!noted) return conclude(parts, claim, rows, () => ({ is: 'back' }))
  await sendGroup(parts, claim, groupId, rows, channel)
}

type Rendered = Notice | 'untrue' | 'unreadable'

/** What is not so any more is left out. Their one-time tokens are written here, before anybody can have them. */
async function render(parts: PostingParts, rows: readonly ClaimedNotice[]): Promise<Map<ClaimedNotice, Rendered>> {
  return parts.transactions.run(async tx => {
    const rendered = new Map<ClaimedNotice, Rendered>()
    for (const row of rows) {
      const notice = (await isUntrue(parts, tx, row)) ? 'untrue' : await renderNotice(parts, tx, row)
      rendered.set(row, notice ?? 'unreadable')
    }
    return rendered
  })
}

function toMessage({ sender, pfId, templateOf }: Addressing, id: string, notice: Notice): SolapiMessage {
  const addressed = { id, to: notice.phone, from: sender }
  if (!pfId || notice.lastLine)
    return createTextMessage({ ...addressed, text: withLinks(notice), lastLine: notice.lastLine })
  const buttons = notice.buttons.map(({ label, url }) => ({ name: label, url }))
  return createAlimTalk({ ...addressed, text: notice.text, pfId, templateId: templateOf(notice.kind), buttons })
}

/** A text message has no buttons: where they lead stands under it. */
function withLinks({ text, buttons }: Notice): string {
  return [text, ...buttons.map(({ label, url }) => `${label}: ${url}`)].join('\n')
}
