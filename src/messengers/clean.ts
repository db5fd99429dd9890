/** Makes text safe for every wire and for the database: well-formed, composed, without control characters. */

/** NFC, `\n` line ends, no NUL or other control character but `\n` and tab, a lone surrogate becomes U+FFFD; trimmed. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .trim()
}

/** The same on one line, for titles and labels. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ')
}
