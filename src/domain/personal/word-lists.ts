/** The words by which personal data is recognised, read from the lists beside this file. */

export interface PersonalWords {
  /** Of one letter or two. */
  readonly surnames: ReadonlySet<string>
  /** Letters of which given names are made. */
  readonly given: ReadonlySet<string>
  /** Given names that many people have. */
  readonly usual: ReadonlySet<string>
  /** Given names that are words, too. */
  readonly ambiguous: ReadonlySet<string>
  /** Words that look like a name and are none: those of the list, and those of the project's own texts. */
  readonly ordinary: ReadonlySet<string>
  readonly foreign: ReadonlySet<string>
  /** From a kind of personal data to what stands in its place. */
  readonly labels: ReadonlyMap<string, string>
  /** Lists of several kinds, by kind. */
  readonly endings: Grouped
  readonly contexts: Grouped
  readonly romanised: Grouped
  readonly schools: Grouped
  readonly addresses: Grouped
}
/** From a kind to its words. */
export type Grouped = (kind: string) => ReadonlySet<string>

/** @param textOf gives the text of a list: words between blanks, a line with `#` first is a note. */
export function readPersonalWords(textOf: (list: string) => string): PersonalWords {
  const linesOf = (list: string) =>
    textOf(list)
      .split(/\r?\n/)
      .filter(line => line.trim() && !line.startsWith('#'))
      .map(line => line.trim().split(' ').filter(Boolean))
  const words = (list: string) => new Set(linesOf(list).flat())
  const grouped = (list: string): Grouped => {
    const kinds = new Map(linesOf(list).map(([kind = '', ...rest]) => [kind, new Set(rest)]))
    return kind => kinds.get(kind) ?? new Set()
  }
  return {
    surnames: words('surnames'),
    given: words('given'),
    usual: words('given-names'),
    ambiguous: words('names-also-words'),
    ordinary: words('ordinary'),
    foreign: words('foreign-names'),
    labels: new Map(linesOf('labels').map(([kind = '', label = '']) => [kind, label])),
    endings: grouped('endings'),
    contexts: grouped('contexts'),
    romanised: grouped('romanised'),
    schools: grouped('schools'),
    addresses: grouped('addresses'),
  }
}
