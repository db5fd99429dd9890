/** Telling people: a notice is a row written with its fact; a worker renders and sends it afterwards, outside any transaction. */
import { randomUUID } from 'node:crypto'
import type { Application } from '../domain/application.js'
import type { NoticeFacts, NoticeKind } from '../domain/notice.js'
import type { Program } from '../domain/program.js'
import { spellMoment } from '../domain/spelling.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import { addNotice, type NewNotice, placeOfFacts } from '../storage/notices.js'
import type { Tx } from '../storage/transaction.js'
import type { Volunteer } from '../storage/volunteers.js'

export interface Notices {
  /** Tells a volunteer what became of an application; worth telling until the activity starts. */
  tell(
    tx: Tx,
    kind: 'applied' | 'cancelled',
    volunteer: Volunteer,
    about: { application: Application; program: Program },
  ): Promise<void>
  /** Tells a volunteer who was known before that another chat is linked to them, so that they can unlink it. */
  tellLinked(tx: Tx, volunteer: Volunteer, chat: LinkedChat): Promise<void>
  /** Tells a six-digit code to a phone that may belong to anybody; it goes when the account that asked for it goes. */
  tellCode(tx: Tx, phone: string, code: PhoneCode, accountId: string | null): Promise<void>
}

export interface PhoneCode {
  readonly digits: string
  /** Telling it later would only mislead. */
  readonly expiresAt: Date
}

export interface LinkedChat {
  readonly accountId: string
  readonly messenger: 'kakao' | 'talktalk'
  /** The two digits that stood in the chat and on the page. */
  readonly number: string
  readonly at: Date
}

export interface NoticeParts {
  readonly cipher: Cipher
  readonly clock: Clock
}

const MESSENGER_NAMES = { kakao: '카카오톡', talktalk: '네이버 톡톡' } as const
/** A stranger in one's account is worth being told of late, too. */
const LINKED_WORTH_MS = 7 * 24 * 60 * 60 * 1000

interface Fact {
  readonly kind: NoticeKind
  readonly onceKey: string
  readonly facts: NoticeFacts
  readonly notAfter: Date
  readonly recipient: Pick<NewNotice, 'volunteerId' | 'accountId' | 'subject'>
}

export function createNotices({ cipher, clock }: NoticeParts): Notices {
  const put = (tx: Tx, { kind, onceKey, facts, notAfter, recipient }: Fact) => {
    const id = randomUUID()
    const factsSealed = cipher.seal(JSON.stringify(facts), placeOfFacts(id))
    const now = clock.now()
    return addNotice(tx, { id, kind, onceKey, ...recipient, factsSealed, due: now, notAfter, createdAt: now })
  }
  return {
    tell: (tx, kind, volunteer, { application, program }) =>
      put(tx, {
        kind,
        onceKey: `${kind}:${application.id}:${application.changedAt.toISOString()}`,
        facts: { variables: variablesOf(volunteer, application, program) },
        notAfter: program.startsAt,
        recipient: { volunteerId: volunteer.id, accountId: null, subject: application.id },
      }),
    tellLinked: (tx, { id, name }, { accountId, messenger, number, at }) =>
      put(tx, {
        kind: 'linked',
        onceKey: `linked:${accountId}:${at.toISOString()}`,
        facts: {
          variables: { 이름: name, 메신저: MESSENGER_NAMES[messenger], 확인숫자: number, 일시: spellMoment(at) },
        },
        notAfter: new Date(at.getTime() + LINKED_WORTH_MS),
        recipient: { volunteerId: id, accountId: null, subject: accountId },
      }),
    tellCode: (tx, phone, code, accountId) =>
      put(tx, {
        kind: 'code',
        onceKey: `code:${randomUUID()}`,
        facts: { phone, variables: { 인증번호: code.digits } },
        notAfter: code.expiresAt,
        recipient: { volunteerId: null, accountId, subject: null },
      }),
  }
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
