/** What a trial resolves to. */
export interface Outcome {
  /** Whether what was seen is as promised. */
  readonly kept: boolean
  readonly seen: Readonly<Record<string, unknown>>
}
