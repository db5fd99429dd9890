/** What arrived at the desk's stand-ins: kept in memory, told to the pages that are open and to the other workers. */
import type { Link } from '../platform/link.js'

/** A message on a phone of the desk. */
export interface PhoneMessage {
  readonly kind: 'AlimTalk' | 'SMS'
  /** The masked number it was sent to. */
  readonly to: string
  readonly text: string
  readonly buttons: readonly { readonly label: string; readonly url: string }[]
  /** ISO 8601. */
  readonly at: string
}
/** Something posted to TalkTalk's send API, as it came. */
export interface TalkTalkPush {
  readonly user: string
  readonly post: object
}

export type Mail =
  /** `number` is whose phone it is for; pages never get it. */
  | { readonly id: number; readonly kind: 'phone'; readonly body: PhoneMessage; readonly number: string }
  | { readonly id: number; readonly kind: 'talktalk'; readonly body: TalkTalkPush }

export interface Mailbox {
  put(kind: 'phone', body: PhoneMessage, number: string): void
  put(kind: 'talktalk', body: TalkTalkPush): void
  /** What came after the mail with this id, as far as it is still kept. */
  since(id: number): readonly Mail[]
  /** Calls `reader` with all that comes from now on; returns how to stop. */
  watch(reader: (mail: Mail) => void): () => void
}

/** Of each kind. */
const MOST_KEPT = 200

const TOPIC = 'mail'

export function createMailbox(link?: Pick<Link, 'share' | 'onShared'>): Mailbox {
  let kept: Mail[] = []
  // Grows across restarts, so that a page that reconnects does not take new mail for known.
  let lastId = Date.now() * 1000
  const readers = new Set<(mail: Mail) => void>()
  const keep = (mail: Mail) => {
    lastId = Math.max(lastId, mail.id)
    const same = kept.filter(other => other.kind === mail.kind)
    if (same.length >= MOST_KEPT) kept = kept.filter(other => other !== same[0])
    kept.push(mail)
    for (const reader of readers) reader(mail)
  }
  link?.onShared(TOPIC, mail => keep(mail as Mail))
  return {
    put(kind: Mail['kind'], body: Mail['body'], number?: string) {
      const mail = { id: lastId + 1, kind, body, number } as Mail
      keep(mail)
      link?.share(TOPIC, mail)
    },
    since: id => kept.filter(mail => mail.id > id),
    watch(reader) {
      readers.add(reader)
      return () => readers.delete(reader)
    },
  }
}
