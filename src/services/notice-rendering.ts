/** A notice in words, made when it is sent: its buttons get their one-time tokens only then. */
import { z } from 'zod'
import type { Purpose } from '../domain/entry.js'
import { NOTICE_KINDS, type Notice, type NoticeKind } from '../domain/notice.js'
import type { Cipher } from '../platform/cipher.js'
import type { Templates } from '../platform/templates.js'
import { type ClaimedNotice, placeOfFacts } from '../storage/notices.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import type { Entry } from './entry.js'

export interface RenderingParts {
  readonly entry: Pick<Entry, 'issue'>
  readonly volunteerStore: Pick<VolunteerStore, 'find'>
  readonly cipher: Pick<Cipher, 'open'>
  /** Blocks `<kind>.text` and `<kind>.button-1`, … */
  readonly words: Templates
  readonly publicUrl: () => string
}

/** Where a notice's buttons lead; `subject` is the application, or the messenger account, it is about. */
const BUTTONS: Readonly<Record<NoticeKind, readonly ((subject: string) => Purpose)[]>> = {
  code: [],
  applied: [() => ({ flow: 'check' }), subject => ({ flow: 'cancel', subject })],
  cancelled: [() => ({ flow: 'check' })],
  linked: [subject => ({ flow: 'logout', subject })],
}

const facts = z.object({ phone: z.string().optional(), variables: z.record(z.string(), z.string()) })

/** Undefined for one that cannot be read: sealed by another key, of a kind that is not told any more, without its variables. */
export async function renderNotice(
  parts: RenderingParts,
  tx: Tx,
  notice: Pick<ClaimedNotice, 'id' | 'kind' | 'volunteerId' | 'subject' | 'factsSealed'>,
): Promise<Notice | undefined> {
  const { entry, volunteerStore, publicUrl } = parts
  const { volunteerId, subject } = notice
  const told = readWords(parts, notice)
  const phone = told?.phone ?? (volunteerId && (await volunteerStore.find(tx, volunteerId))?.phone)
  if (!told || !phone) return undefined
  const buttons: { label: string; url: string }[] = []
  for (const [at, label] of told.labels.entries()) {
    const purposeOf = BUTTONS[told.kind][at]
    if (!purposeOf || !volunteerId || !subject) return undefined
    buttons.push({ label, url: `${publicUrl()}/enter#${await entry.issue(tx, volunteerId, purposeOf(subject))}` })
  }
  return { kind: told.kind, phone, text: told.text, buttons, ...boundTo(publicUrl(), told.code) }
}

function boundTo(url: string, code: string | undefined): { lastLine?: string } {
  return code ? { lastLine: `@${new URL(url).hostname} #${code}` } : {}
}

/** One row that cannot be put into words must not hold up the others. */
function readWords(
  { cipher, words }: RenderingParts,
  { id, kind: given, factsSealed }: Pick<ClaimedNotice, 'id' | 'kind' | 'factsSealed'>,
) {
  const kind = NOTICE_KINDS.find(known => known === given)
  if (!kind) return undefined
  try {
    const { phone, variables } = facts.parse(JSON.parse(cipher.open(factsSealed, placeOfFacts(id))))
    const labels = BUTTONS[kind].map((_, at) => words.render(`${kind}.button-${at + 1}`))
    const code = kind === 'code' ? variables.인증번호 : undefined
    return { kind, phone, labels, code, text: words.render(`${kind}.text`, variables) }
  } catch {
    return undefined
  }
}
