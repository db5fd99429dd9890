/** A look at personal data: who saw whose, when, from where, doing what (개인정보의 안전성 확보조치 기준 §8, 접속기록). */

/** Staff sign in, organisations carry a key, volunteers come by an entry token of their own. */
export const ACTORS = ['staff', 'organisation', 'volunteer'] as const
export type Actor = (typeof ACTORS)[number]

export const ACCESS_ACTIONS = [
  'sign-in',
  'sign-in-failed',
  'locked-out',
  'sign-out',
  'staff',
  'staff-invited',
  'staff-disabled',
  'staff-enabled',
  'sessions-ended',
  'conversations',
  'search',
  'conversation',
  'requests',
  'request-done',
  'request-reopened',
  'applicants',
  'applicant',
  'visit',
  'export',
  'deletion',
] as const
export type AccessAction = (typeof ACCESS_ACTIONS)[number]

export interface Look {
  readonly actor: Actor
  /** Staff, organisation or volunteer; null when nobody knows who it was, as at a sign-in with an unknown e-mail. */
  readonly actorId: string | null
  readonly address: string
  readonly action: AccessAction
  /** Whose data was seen. Both are kept, so that it stays true after an account is unlinked. */
  readonly volunteerIds?: readonly string[]
  readonly accountIds?: readonly string[]
  /** What was asked for: filters, page, ids. Never anything personal. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
  /** What was typed to find it. It may be somebody's name or number, so it is kept sealed and apart (see `access_words`). */
  readonly words?: string
}
