/**
 * Text of others inside words. While words are rendered, what could be read as their structure is marked in the values, so that
 * titles, facts and lines come from the template alone. A value is one line, unless the template says `{{lines value}}`, or
 * `{{quoted value}}` for what somebody else wrote.
 */
import { clean, cleanLine, cleanList } from './clean.js'

/** Noncharacters: `clean` takes them out of every value, so none can be forged. */
const LINE_END = '\uFDD0'
const KEPT_LINE_END = '\uFDD1'
const MARK_OF: Readonly<Record<string, string>> = { '\n': LINE_END, '#': '\uFDD2', '|': '\uFDD3' }
const SIGN_OF: Readonly<Record<string, string>> = {
  [LINE_END]: ' ',
  [KEPT_LINE_END]: '\n',
  '\uFDD2': '#',
  '\uFDD3': '|',
}

/** Begins each line of what is quoted; no line of ours begins so. Such a line is short, so that no wire cuts within it. */
const QUOTE = '│ '
const QUOTED_LENGTH = 160
/** A triangle or arrow to the right, like the one that begins a line of a notice. */
const POINTERS = /[\u25B6-\u25BB\u2023\u23E9\u23ED\u23F5\u27A1-\u27BE\u2BC8\u{1F782}]/gu
const BLANKS = /[\s\u2800]+/g

/** Variables with every text in them changed, however deep it lies. */
export function mapTexts(variables: unknown, change: (text: string) => string): unknown {
  if (typeof variables === 'string') return change(variables)
  if (Array.isArray(variables)) return variables.map(value => mapTexts(value, change))
  if (typeof variables !== 'object' || variables === null) return variables
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, mapTexts(value, change)]))
}

/** To be rendered, and opened afterwards. */
export function markValue(text: string): string {
  return clean(text).replace(/[\n#|]/g, sign => MARK_OF[sign]!)
}

/** For texts that are lines of `▶ 이름: 값` with `#{변수}`: a value can be neither, nor a line of its own. */
export function noticeValue(text: string): string {
  return cleanLine(text).replaceAll('#{', '# {').replace(POINTERS, '▷')
}

/** The helper `lines`: this value may have several lines. Throws where there is none. */
export function keepLines(marked: unknown): string {
  if (typeof marked !== 'string') throw new Error('A text with lines is missing')
  return marked.replaceAll(LINE_END, KEPT_LINE_END)
}

/** The helper `quoted`: several lines, of which each can be seen to be another's. Throws where there is no text. */
export function quoteLines(marked: unknown): string {
  if (typeof marked !== 'string') throw new Error('A text to quote is missing')
  const lines = marked.split(LINE_END).map(line => line.replace(BLANKS, ' ').trim())
  return lines
    .filter(Boolean)
    .flatMap(pieces)
    .map(line => QUOTE + line)
    .join(KEPT_LINE_END)
}

function pieces(line: string): string[] {
  const done = ['']
  for (const word of line.split(' ').flatMap(inParts)) {
    const longer = done.at(-1) ? `${done.at(-1)} ${word}` : word
    if (longer.length <= QUOTED_LENGTH) done[done.length - 1] = longer
    else done.push(word)
  }
  return done
}

function inParts(word: string): string[] {
  const letters = [...word]
  const most = QUOTED_LENGTH / 2
  return Array.from({ length: Math.ceil(letters.length / most) }, (_, n) =>
    letters.slice(n * most, (n + 1) * most).join(''),
  )
}

/** What was rendered of marked values, as text. */
export function openText(rendered: string): string {
  return rendered.replace(/[\uFDD0-\uFDD3]/g, mark => SIGN_OF[mark]!)
}

/** The same, on one line. */
export function openLine(rendered: string): string {
  return cleanLine(openText(rendered))
}

/** The same, on one line with a comma for each line's end. */
export function openList(rendered: string): string {
  return cleanList(openText(keepLines(rendered)))
}
