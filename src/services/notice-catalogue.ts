/** Every kind of notice, once: what it tells, how long that is worth telling, where its buttons lead, and whether it is still so. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Application, disputableUntil, isLive } from '../domain/application.js'
import type { Purpose } from '../domain/entry.js'
import type { NoticeFacts } from '../domain/notice.js'
import type { OwnProgram } from '../domain/program.js'
import { spellMoment } from '../domain/spelling.js'
import { findAccount } from '../storage/accounts.js'
import { findApplication } from '../storage/applications.js'
import { isCodeOf } from '../storage/linkings.js'
import type { NewNotice } from '../storage/notices.js'
import type { Tx } from '../storage/transaction.js'
import type { Volunteer } from '../storage/volunteers.js'

/** What is written with the fact that `About` is of. */
export interface Fact<Facts> {
  /** Of the same key only the first is written. */
  readonly onceKey: string
  readonly recipient: Pick<NewNotice, 'volunteerId' | 'accountId' | 'subject'>
  readonly facts: Facts
  readonly notAfter: Date
}

/** A fact as it lies before who is about to tell it. */
export interface Told<Facts> {
  readonly volunteerId: string | null
  readonly subject: string | null
  readonly facts: Facts
}

type Word = (block: string) => string

export interface NoticeEntry<About, Facts extends NoticeFacts> {
  /** Of use at once or never: told at any hour, and not again by a command that does not name it. */
  readonly urgent: boolean
  /** Whether people may switch it off: not where a deed needs it. */
  readonly mutable: boolean
  /**
   * What 정보통신망법 article 50 takes it for: advertising needs a consent of its own and keeps out of the night. Vendors ask for it when a
   * template is registered.
   */
  readonly law: 'information' | 'advertising'
  /** Its facts as they lie sealed. */
  readonly facts: z.ZodType<Facts>
  /** @param word gives a block of its words that stands for a value. */
  write(about: About, word: Word): Fact<Facts>
  /** The blocks `button-<name>` of its words, in their order; `subject` is what it is about. */
  readonly buttons: Readonly<Record<string, (subject: string) => Purpose>>
  /** Digits for a phone to fill in, which it does from an SMS alone. */
  fillIn?(facts: Facts): string | undefined
  /** Looked at in the transaction in which it is put into words, and again before a group that waited is sent. */
  stillTrue(tx: Tx, told: Told<Facts>): Promise<boolean>
}

interface AboutApplication {
  readonly volunteer: Volunteer
  readonly application: Application
  readonly program: OwnProgram
}

interface AboutDecision extends AboutApplication {
  /** In the words of who decided. */
  readonly reason?: string | undefined
}

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
/** A stranger in one's account is worth being told of late, too. */
const LINKED_WORTH_MS = 7 * 24 * 60 * 60 * 1000

const variables = <const Name extends string>(...names: readonly Name[]) =>
  z.object(Object.fromEntries(names.map(name => [name, z.string()])) as Record<Name, z.ZodString>)

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
  }),
  buttons: { check: () => ({ flow: 'check' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'cancelled',
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

const absent = entry({
  urgent: false,
  mutable: false,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시', '이의기한', '문의처') }),
  write: (about: AboutApplication, word) => {
    const until = disputableUntil(about.program, about.application)
    return {
      ...ofApplication('absent', about),
      facts: {
        variables: {
          ...namesOf(about),
          이의기한: `${spellMoment(until)}까지`,
          문의처: about.program.contact || word('no-contact'),
        },
      },
      notAfter: until,
    }
  },
  buttons: { hours: () => ({ flow: 'hours' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'absent',
})

const attended = entry({
  urgent: false,
  mutable: true,
  law: 'information',
  facts: z.object({ variables: variables('이름', '활동명', '기관', '일시') }),
  write: (about: AboutApplication) => ({
    ...ofApplication('attended', about),
    facts: { variables: namesOf(about) },
    notAfter: disputableUntil(about.program, about.application),
  }),
  buttons: { hours: () => ({ flow: 'hours' }) },
  stillTrue: async (tx, { subject }) => (await stateOf(tx, subject)) === 'attended',
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

export const NOTICES = { code, applied, approved, rejected, cancelled, absent, attended, linked } as const

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

function entry<About, Facts extends NoticeFacts>(of: NoticeEntry<About, Facts>): NoticeEntry<About, Facts> {
  return of
}

function ofApplication(kind: string, { volunteer, application, program }: AboutApplication) {
  return {
    onceKey: `${kind}:${application.id}:${application.changedAt.toISOString()}`,
    recipient: { volunteerId: volunteer.id, accountId: null, subject: application.id },
    notAfter: program.startsAt,
  }
}

function namesOf({ volunteer, program }: AboutApplication) {
  return {
    이름: volunteer.name,
    활동명: program.title,
    기관: program.organisationName,
    일시: spellMoment(program.startsAt, program.endsAt),
  }
}

/** Who has a place late can only ask to be let off. */
function deadlineOf({ application: { changedAt }, program: { cancelUntil } }: AboutApplication, word: Word): string {
  return changedAt >= cancelUntil ? word('deadline-over') : `${spellMoment(cancelUntil)}까지`
}

async function stateOf(tx: Tx, applicationId: string | null) {
  return applicationId ? (await findApplication(tx, applicationId))?.state : undefined
}
