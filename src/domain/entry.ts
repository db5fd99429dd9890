/** What a one-time entry token leads to. */
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const WITH_SUBJECT = new RegExp(`^(apply|similar|cancel|undo|offer|confirm|logout):(${UUID})$`)
const ALONE = new Set(['check', 'hours', 'profile', 'notices', 'certificate', 'consent', 'home'])

/**
 * `flow` is where the visit goes, `subject` the program (apply, similar) or application (cancel, undo, offer, confirm) or messenger account
 * (logout) it is about.
 */
export interface Purpose {
  readonly flow: string
  readonly subject?: string
}

/** `apply:<program id>`, `cancel:<application id>`, `logout:<account id>`, `check`, …; undefined when it is none of these. */
export function readPurpose(text: string): Purpose | undefined {
  const match = WITH_SUBJECT.exec(text)
  if (match) return { flow: match[1]!, subject: match[2]! }
  return ALONE.has(text) ? { flow: text } : undefined
}

export function spellPurpose({ flow, subject }: Purpose): string {
  return subject ? `${flow}:${subject}` : flow
}
