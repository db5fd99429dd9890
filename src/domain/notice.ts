/** A notice (알림): what can be told to a person outside the chat. */
export const NOTICE_KINDS = ['code', 'applied', 'cancelled'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** A rendered notice, ready for any vendor. Buttons open a page. */
export interface Notice {
  readonly kind: NoticeKind
  /** Digits only. */
  readonly phone: string
  readonly text: string
  /** Template variables by their bare name, e.g. `활동명`. */
  readonly variables: Readonly<Record<string, string>>
  readonly buttons: readonly { readonly label: string; readonly url: string }[]
}
