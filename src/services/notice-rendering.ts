/** A notice in words, made when it is sent: its buttons get their one-time tokens only then. */
import type { Notice, NoticeFacts } from '../domain/notice.js'
import type { Cipher } from '../platform/cipher.js'
import type { Templates } from '../platform/templates.js'
import { type ClaimedNotice, placeOfFacts } from '../storage/notices.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import type { Entry } from './entry.js'
import { entryOf } from './notice-catalogue.js'
import type { NoticeEntry } from './notice-entry.js'

export interface RenderingParts {
  readonly entry: Pick<Entry, 'issue'>
  readonly volunteerStore: Pick<VolunteerStore, 'find'>
  readonly cipher: Pick<Cipher, 'open'>
  /** Blocks `<kind>.text` and `<kind>.button-<name>` */
  readonly words: Templates
  readonly publicUrl: () => string
}

type Claimed = Pick<ClaimedNotice, 'id' | 'kind' | 'volunteerId' | 'subject' | 'factsSealed'>

/** Undefined for one that cannot be read: sealed by another key, of a kind that is not told any more, without its facts or its person. */
export async function renderNotice(parts: RenderingParts, tx: Tx, notice: Claimed): Promise<Notice | undefined> {
  const { entry, volunteerStore, publicUrl } = parts
  const { kind, volunteerId, subject } = notice
  const opened = open(parts, notice)
  const text = opened && wordsOf(parts, `${kind}.text`, opened.facts.variables)
  const phone = opened?.facts.phone ?? (volunteerId && (await volunteerStore.find(tx, volunteerId))?.phone)
  if (!opened || !text || !phone) return undefined
  const buttons: { label: string; url: string }[] = []
  for (const [name, purposeOf] of Object.entries(opened.entry.buttons)) {
    const label = wordsOf(parts, `${kind}.button-${name}`)
    if (!label || !volunteerId || !subject) return undefined
    buttons.push({ label, url: `${publicUrl()}/enter#${await entry.issue(tx, volunteerId, purposeOf(subject))}` })
  }
  const digits = opened.entry.fillIn?.(opened.facts)
  const lastLine = digits && `@${new URL(publicUrl()).hostname} #${digits}`
  return { kind, phone, text, buttons, lastLine }
}

/** Whether it is not so any more, as far as it can be read; looked at in the transaction in which it is put into words. */
export async function isUntrue(parts: RenderingParts, tx: Tx, notice: Claimed): Promise<boolean> {
  const opened = open(parts, notice)
  if (!opened) return false
  const { volunteerId, subject } = notice
  return !(await opened.entry.stillTrue(tx, { volunteerId, subject, facts: opened.facts }))
}

interface Opened {
  readonly entry: NoticeEntry<unknown, NoticeFacts>
  readonly facts: NoticeFacts
}

/** One row that cannot be read must not hold up the others. */
function open({ cipher }: RenderingParts, { id, kind, factsSealed }: Claimed): Opened | undefined {
  const entry = entryOf(kind)
  if (!entry) return undefined
  try {
    return { entry, facts: entry.facts.parse(JSON.parse(cipher.open(factsSealed, placeOfFacts(id)))) }
  } catch {
    return undefined
  }
}

function wordsOf({ words }: RenderingParts, name: string, variables?: NoticeFacts['variables']): string | undefined {
  try {
    return words.render(name, variables)
  } catch {
    return undefined
  }
}
