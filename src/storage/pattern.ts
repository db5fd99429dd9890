/** What LIKE takes for words that are to be found as they are written. */

/** `%`, `_` and `\` mean themselves. */
export function patternOf(text: string): string {
  return `%${text.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`
}
