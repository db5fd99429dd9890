/** Telling people: a notice is an outbox row written with its fact; a worker sends it afterwards, outside any transaction. */
import { randomUUID } from 'node:crypto'
import type { Application } from '../domain/application.js'
import type { Purpose } from '../domain/entry.js'
import type { Notice, NoticeKind } from '../domain/notice.js'
import type { Program } from '../domain/program.js'
import { spellMoment } from '../domain/spelling.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Templates } from '../platform/templates.js'
import { type OutboxStore, placeOfPayload } from '../storage/outbox-store.js'
import type { Tx } from '../storage/transaction.js'
import type { Volunteer } from '../storage/volunteer-store.js'
import type { Entry } from './entry.js'

export interface Notices {
  /** Tells a volunteer what became of an application. */
  tell(
    tx: Tx,
    kind: 'applied' | 'cancelled',
    volunteer: Volunteer,
    about: { application: Application; program: Program },
  ): Promise<void>
  /** Tells a six-digit code to a phone that may belong to anybody; it goes when the account that asked for it goes. */
  tellCode(tx: Tx, phone: string, code: string, accountId: string | null): Promise<void>
}

export interface NoticeParts {
  readonly outboxStore: OutboxStore
  readonly entry: Entry
  readonly cipher: Cipher
  readonly clock: Clock
  /** Blocks `<kind>.text` and `<kind>.button-1`, … */
  readonly words: Templates
  readonly publicUrl: () => string
}

/** Where a notice's buttons lead. */
const BUTTONS: Record<'applied' | 'cancelled', readonly ((application: Application, program: Program) => Purpose)[]> = {
  applied: [() => ({ flow: 'check' }), application => ({ flow: 'cancel', subject: application.id })],
  cancelled: [() => ({ flow: 'check' })],
}

export function createNotices(parts: NoticeParts): Notices {
  const { outboxStore, entry, cipher, clock, words, publicUrl } = parts
  const put = async (tx: Tx, kind: NoticeKind, phone: string, variables: Record<string, string>, extra: Extra) => {
    const buttons = extra.tokens.map((token, index) => ({
      label: words.render(`${kind}.button-${index + 1}`),
      url: `${publicUrl()}/enter#${token}`,
    }))
    const named = Object.fromEntries(extra.tokens.map((token, index) => [`입장${index + 1}`, token]))
    const notice: Notice = {
      kind,
      phone,
      text: words.render(`${kind}.text`, variables),
      variables: { ...variables, ...named },
      buttons,
    }
    const id = randomUUID()
    const payloadSealed = cipher.seal(JSON.stringify(notice), placeOfPayload(id))
    const now = clock.now()
    const row = {
      id,
      kind,
      channel: 'phone',
      onceKey: extra.onceKey,
      volunteerId: extra.volunteerId,
      accountId: extra.accountId,
    }
    await outboxStore.add(tx, { ...row, payloadSealed, runAt: now }, now)
  }
  return {
    async tell(tx, kind, volunteer, { application, program }) {
      const tokens: string[] = []
      for (const purpose of BUTTONS[kind])
        tokens.push(await entry.issue(tx, volunteer.id, purpose(application, program)))
      const onceKey = `${kind}:${application.id}:${application.changedAt.toISOString()}`
      await put(tx, kind, volunteer.phone, variablesOf(volunteer, application, program), {
        tokens,
        onceKey,
        volunteerId: volunteer.id,
        accountId: null,
      })
    },
    tellCode: (tx, phone, code, accountId) =>
      put(
        tx,
        'code',
        phone,
        { 인증번호: code },
        { tokens: [], onceKey: `code:${randomUUID()}`, volunteerId: null, accountId },
      ),
  }
}

interface Extra {
  readonly tokens: readonly string[]
  readonly onceKey: string
  readonly volunteerId: string | null
  readonly accountId: string | null
}

function variablesOf(volunteer: Volunteer, application: Application, program: Program): Record<string, string> {
  return {
    이름: volunteer.name,
    활동명: program.title,
    기관: program.organisationName,
    일시: spellMoment(program.startsAt, program.endsAt),
    장소: program.place,
    상태: application.state === 'approved' ? '승인되었어요' : '기관의 승인을 기다려요',
    취소기한: spellMoment(program.cancelUntil),
  }
}
