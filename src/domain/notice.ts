/** A notice (알림): what can be told to a person outside the chat. */

/** What a notice tells, as it was when it became true. */
export interface NoticeFacts {
  /** Digits only; unset: the volunteer's own. */
  readonly phone?: string | undefined
  /** Template variables by their bare name, e.g. `활동명`. */
  readonly variables: Readonly<Record<string, string>>
}

/** A rendered notice, ready for any vendor. Buttons open a page. */
export interface Notice {
  readonly kind: string
  /** Digits only. */
  readonly phone: string
  readonly text: string
  /** By this last line of an SMS a browser fills its digits in, on our pages only (WebOTP); such a notice goes as SMS. */
  readonly lastLine?: string | undefined
  readonly buttons: readonly { readonly label: string; readonly url: string }[]
}
