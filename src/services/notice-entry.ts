/** How a kind of notice is written, and what the notices of an application have in common. */
import { z } from 'zod'
import type { Application } from '../domain/application.js'
import type { Purpose } from '../domain/entry.js'
import type { NoticeFacts } from '../domain/notice.js'
import type { OwnProgram } from '../domain/program.js'
import { spellMoment } from '../domain/spelling.js'
import { findApplication } from '../storage/applications.js'
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

/** Gives a block of the words of the kind. */
export type Word = (block: string) => string

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

export interface AboutApplication {
  readonly volunteer: Volunteer
  readonly application: Application
  readonly program: OwnProgram
}

export interface AboutDecision extends AboutApplication {
  /** In the words of who decided. */
  readonly reason?: string | undefined
}

/** The variables of its words. */
export const variables = <const Name extends string>(...names: readonly Name[]) =>
  z.object(Object.fromEntries(names.map(name => [name, z.string()])) as Record<Name, z.ZodString>)

export function entry<About, Facts extends NoticeFacts>(of: NoticeEntry<About, Facts>): NoticeEntry<About, Facts> {
  return of
}

/** Told once for each change, to who applied, until the activity begins. */
export function ofApplication(kind: string, { volunteer, application, program }: AboutApplication) {
  return {
    onceKey: `${kind}:${application.id}:${application.changedAt.toISOString()}`,
    recipient: { volunteerId: volunteer.id, accountId: null, subject: application.id },
    notAfter: program.startsAt,
  }
}

export function namesOf({ volunteer, program }: AboutApplication) {
  return {
    이름: volunteer.name,
    활동명: program.title,
    기관: program.organisationName,
    일시: spellMoment(program.startsAt, program.endsAt),
  }
}

/** The state that it is in by now. */
export async function stateOf(tx: Tx, applicationId: string | null) {
  return applicationId ? (await findApplication(tx, applicationId))?.state : undefined
}
