/** Text of others made safe for the database, every wire and every reader's eye: the one rule at every border. */

/** Turns the direction of what follows, so that a reader sees other letters than there are. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u
const CONTROL = /[^\P{Cc}\t\n\v\f\r\x85]/u
const LINE_END = /\r\n|[\r\v\f\x85\u2028\u2029]/g
/** What no font draws, Hangul fillers included, but for what joins or dresses an emoji. */
const INVISIBLE =
  /(?<!\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D|\u200D(?!\p{Extended_Pictographic})|(?<!\p{Emoji})[\uFE0E\uFE0F]|(?!\u200D|\uFE0E|\uFE0F)\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}/gu
/** What most texts consist of; nothing of it has to be mended, and testing that takes a fifth of the time. */
const PLAIN = /^[ -~\n·가-힣]*$/
const INK = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * NFC, `\n` line ends, no NUL or other control character but `\n` and tab, nothing that turns the direction or cannot be seen; half a
 * character becomes U+FFFD; trimmed. What consists of nothing that can be seen becomes empty.
 */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text.trim()
  const cleaned = text
    .replace(LINE_END, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .trim()
  return INK.test(cleaned) ? cleaned : ''
}

/** The same on one line, for names, titles and labels. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ')
}

/** The same on one line with a comma between what stood on several, for lists such as what to bring. */
export function cleanList(text: string): string {
  const lines = clean(text).split('\n').map(cleanLine).filter(Boolean)
  return lines.map((line, at) => (at < lines.length - 1 && !/\p{P}$/u.test(line) ? `${line},` : line)).join(' ')
}

const FULL_WIDTH = 0xfee0

/** Plain letters, digits and signs for the full-width ones of an input method (１２) and for digits that are emoji (1️⃣). */
export function plainLetters(text: string): string {
  return text
    .replace(/[！-～]/g, letter => String.fromCharCode(letter.charCodeAt(0) - FULL_WIDTH))
    .replace(/(?<=\d)\ufe0f?\u20e3/g, '')
}

/** Why a text that a machine sends should rather be refused than mended; undefined when nothing is wrong with it. */
export function faultIn(text: string): string | undefined {
  if (CONTROL.test(text)) return 'has a control character'
  if (/\p{Surrogate}/u.test(text)) return 'has half a character (a lone surrogate)'
  if (BIDI.test(text)) return 'has a character that turns the direction of writing'
  return undefined
}
