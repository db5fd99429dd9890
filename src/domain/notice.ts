/** A notice (알림): what can be told to a person outside the chat. */
export const NOTICE_KINDS = ['code', 'applied', 'cancelled', 'linked'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What a notice tells, as it was when it became true. */
export interface NoticeFacts {
  /** Digits only; unset: the volunteer's own. */
  readonly phone?: string | undefined
  /** Template variables by their bare name, e.g. `활동명`. */
  readonly variables: Readonly<Record<string, string>>
}

/** A rendered notice, ready for any vendor. Buttons open a page. */
export interface Notice {
  readonly kind: NoticeKind
  /** Digits only. */
  readonly phone: string
  readonly text: string
  /** For the phone itself: by this last line of an SMS a browser fills a code in, on our pages only (WebOTP). */
  readonly lastLine?: string
  readonly buttons: readonly { readonly label: string; readonly url: string }[]
}
