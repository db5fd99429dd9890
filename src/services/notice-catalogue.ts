/** Every kind of notice, once: what it tells, how long that is worth telling, where its buttons lead, and whether it is still so. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isComing, isLive } from '../domain/application.js'
import type { NoticeFacts } from '../domain/notice.js'
import { spellMoment } from '../domain/spelling.js'
import { findAccount } from '../storage/accounts.js'
import { isCodeOf } from '../storage/linkings.js'
import type { Volunteer } from '../storage/volunteers.js'
import { absent, attended, disputeAnswered } from './attendance-notices.js'
import { calledOff, moved } from './change-notices.js'
import {
  type AboutApplication,
  type AboutDecision,
  entry,
  type NoticeEntry,
  namesOf,
  ofApplication,
  stateOf,
  variables,
  type Word,
} from './notice-entry.js'
import { offerExpired, seatOffered } from './offer-notices.js'

export interface AboutCode {
  readonly phone: string
  readonly digits: string
  /** Telling it later would only mislead. */
  readonly expiresAt: Date
  /** It goes when the account that asked for it goes: the phone may be anybody's. */
  readonly accountId: string
  /** By which it is known whether it is still the one that is waited for. */
  readonly linkHash: Buffer
  readonly codeHash: Buffer
}

export interface AboutLink {
  /** Who was known before, and has to be able to unlink it. */
  readonly volunteer: Pick<Volunteer, 'id' | 'name'>
  readonly accountId: string
  readonly messenger: 'kakao' | 'talktalk'
  /** The two digits that stood in the chat and on the page. */
  readonly number: string
  readonly at: Date
}

const MESSENGER_NAMES = { kakao: '카카오톡', talktalk: '네이버 톡톡' } as const
/** Who is let off only after the start has to know it, too. */
const DAY_MS = 24 * 60 * 60 * 1000
/** A stranger in one's account is worth being told of late, too. */
const LINKED_WORTH_MS = 7 * 24 * 60 * 60 * 1000

const applied = entry({
  urgent: false,
  mutable: true,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '장소', '상태', '취소기한') }),
  write: (about: AboutApplication, word) => ({
    ...ofApplication('applied', about),
    facts: {
      variables: {
        ...namesOf(about),
        장소: about.program.place,
        상태: word(about.application.state === 'approved' ? 'approved' : 'waits'),
        취소기한: deadlineOf(about, word),
      },
    },
  }),
  buttons: { check: () => ({ flow: 'check' }), cancel: subject => ({ flow: 'cancel', subject }) },
  stillTrue: async (tx, { subject }) => isLive((await stateOf(tx, subject)) ?? 'cancelled'),
})

const cancelled = entry({
  urgent: false,
  mutable: true,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시') }),
  write: (about: AboutApplication) => ({
    ...ofApplication('cancelled', about),
    facts: { variables: namesOf(about) },
    notAfter: laterOf(about.program.startsAt, new Date(about.application.changedAt.getTime() + DAY_MS)),
  }),
  buttons: { check: () => ({ flow: 'check' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'cancelled',
})

const cancellationKept = entry({
  urgent: false,
  mutable: false,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '전할말') }),
  write: (about: AboutDecision, word) => ({
    ...ofApplication('cancellation-kept', about),
    facts: { variables: { ...namesOf(about), 전할말: about.reason || word('no-message') } },
    notAfter: about.program.endsAt,
  }),
  buttons: { check: () => ({ flow: 'check' }) },
  stillTrue: async (tx, { subject }) => isComing((await stateOf(tx, subject)) ?? 'cancelled'),
})

const approved = entry({
  urgent: false,
  mutable: true,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '장소', '취소기한') }),
  write: (about: AboutApplication, word) => ({
    ...ofApplication('approved', about),
    facts: { variables: { ...namesOf(about), 장소: about.program.place, 취소기한: deadlineOf(about, word) } },
  }),
  buttons: { check: () => ({ flow: 'check' }), cancel: subject => ({ flow: 'cancel', subject }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'approved',
})

const rejected = entry({
  urgent: false,
  mutable: true,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '사유') }),
  write: (about: AboutDecision, word) => ({
    ...ofApplication('rejected', about),
    facts: { variables: { ...namesOf(about), 사유: about.reason || word('no-reason') } },
  }),
  buttons: { check: () => ({ flow: 'check' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'rejected',
})

const linked = entry({
  urgent: false,
  mutable: false,
  law: 'information',
  facts: z.object({ variables: variables('이름', '메신저', '확인숫자', '일시') }),
  write: ({ volunteer: { id, name }, accountId, messenger, number, at }: AboutLink) => ({
    onceKey: `linked:${accountId}:${at.toISOString()}`,
    recipient: { volunteerId: id, accountId: null, subject: accountId },
    facts: { variables: { 이름: name, 메신저: MESSENGER_NAMES[messenger], 확인숫자: number, 일시: spellMoment(at) } },
    notAfter: new Date(at.getTime() + LINKED_WORTH_MS),
  }),
  buttons: { unlink: subject => ({ flow: 'logout', subject }) },
  stillTrue: async (tx, { volunteerId, subject }) =>
    subject !== null && (await findAccount(tx, subject))?.volunteerId === volunteerId,
})

const code = entry({
  urgent: true,
  mutable: false,
  law: 'information',
  facts: z.object({ phone: z.string(), variables: variables('인증번호'), link: z.hex(), hash: z.hex() }),
  write: ({ phone, digits, expiresAt, accountId, linkHash, codeHash }: AboutCode) => ({
    onceKey: `code:${randomUUID()}`,
    recipient: { volunteerId: null, accountId, subject: null },
    facts: { phone, variables: { 인증번호: digits }, link: linkHash.toString('hex'), hash: codeHash.toString('hex') },
    notAfter: expiresAt,
  }),
  buttons: {},
  fillIn: ({ variables }) => variables.인증번호,
  stillTrue: (tx, { facts: { link, hash } }) => isCodeOf(tx, Buffer.from(link, 'hex'), Buffer.from(hash, 'hex')),
})

export const NOTICES = {
  code,
  applied,
  approved,
  rejected,
  cancelled,
  'cancellation-kept': cancellationKept,
  absent,
  attended,
  'dispute-answered': disputeAnswered,
  'program-cancelled': calledOff,
  'program-moved': moved,
  'seat-offered': seatOffered,
  'offer-expired': offerExpired,
  linked,
} as const

export type NoticeKind = keyof typeof NOTICES
export type About<Kind extends NoticeKind> = Parameters<(typeof NOTICES)[Kind]['write']>[0]

export const NOTICE_KINDS = Object.keys(NOTICES) as [NoticeKind, ...NoticeKind[]]
/** Each kind as an operator has to know it: to register its template, and to say what can be switched off. */
export const describeKinds = () =>
  NOTICE_KINDS.map(kind => {
    const { urgent, mutable, law, buttons } = NOTICES[kind]
    return { kind, urgent, mutable, law, buttons: Object.keys(buttons) }
  })

export const URGENT_KINDS = NOTICE_KINDS.filter(kind => NOTICES[kind].urgent)

/** Undefined for a kind that is not told any more. */
export function entryOf(kind: string): NoticeEntry<unknown, NoticeFacts> | undefined {
  const known = NOTICE_KINDS.find(one => one === kind)
  return known && NOTICES[known]
}

/** Who has a place late can only ask to be let off. */
function deadlineOf({ application: { changedAt }, program: { cancelUntil } }: AboutApplication, word: Word): string {
  return changedAt >= cancelUntil ? word('deadline-over') : `${spellMoment(cancelUntil)}까지`
}

function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other
}
