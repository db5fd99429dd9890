/** Telling people: a notice is a row written with its fact; a worker renders and sends it afterwards, outside any transaction. */
import { randomUUID } from 'node:crypto'
import type { NoticeFacts } from '../domain/notice.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Templates } from '../platform/templates.js'
import { addNotices, type NewNotice, placeOfFacts } from '../storage/notices.js'
import type { Tx } from '../storage/transaction.js'
import { type About, NOTICES, type NoticeKind } from './notice-catalogue.js'
import type { NoticeEntry } from './notice-entry.js'

export interface Notices {
  /** Tells what has just become true, once, if it is still so when its turn comes. */
  tell<Kind extends NoticeKind>(tx: Tx, kind: Kind, about: About<Kind>): Promise<void>
  /** The same to many at once. */
  tellAll<Kind extends NoticeKind>(tx: Tx, kind: Kind, abouts: readonly About<Kind>[]): Promise<void>
}

export interface NoticeParts {
  readonly cipher: Cipher
  readonly clock: Clock
  /** See `createNoticeWords`. */
  readonly words: Templates
}

export function createNotices({ cipher, clock, words }: NoticeParts): Notices {
  const written = <Kind extends NoticeKind>(kind: Kind, about: About<Kind>): NewNotice => {
    const entry: NoticeEntry<unknown, NoticeFacts> = NOTICES[kind]
    const { onceKey, recipient, facts, notAfter } = entry.write(about, block => words.render(`${kind}.${block}`))
    const id = randomUUID()
    const factsSealed = cipher.seal(JSON.stringify(facts), placeOfFacts(id))
    const now = clock.now()
    return { id, kind, onceKey, ...recipient, factsSealed, due: now, notAfter, createdAt: now }
  }
  return {
    tell: (tx, kind, about) => addNotices(tx, [written(kind, about)]),
    tellAll: (tx, kind, abouts) =>
      addNotices(
        tx,
        abouts.map(about => written(kind, about)),
      ),
  }
}
