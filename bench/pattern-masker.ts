/** The baseline of `bench -- masking`: masking by patterns of digits alone, as the service did before it read whole sentences. */

const GAP = '[^\\p{L}\\p{N}ㅡ]{0,3}ㅡ?'
const digits = (pattern: string) => new RegExp(`(?<!\\d)${pattern.replaceAll('~', GAP)}(?!\\d)`, 'gu')

const PATTERNS: readonly RegExp[] = [
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  digits('\\d{6}~[1-8](?:\\d{6}|\\*{6})'),
  digits('(?:\\+?82~)?0?1[016789]~\\d{3,4}~\\d{4}'),
  digits('0(?:2|[3-6]\\d|70|50\\d)~\\d{3,4}~\\d{4}'),
  /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/g,
  /(?<!\d)(?:19|20)\d{2}[-./년\s]{0,2}(?:0?[1-9]|1[0-2])[-./월\s]{0,2}(?:0?[1-9]|[12]\d|3[01])일?\s*생/g,
  digits('\\d{6}'),
]

/** Where something was found. */
export function findByPatterns(text: string): { start: number; end: number }[] {
  let rest = text.replace(/[！-～]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
  const spans: { start: number; end: number }[] = []
  for (const pattern of PATTERNS) {
    for (const { index, 0: found } of [...rest.matchAll(pattern)]) {
      spans.push({ start: index, end: index + found.length })
      rest = rest.slice(0, index) + '□'.repeat(found.length) + rest.slice(index + found.length)
    }
  }
  return spans
}
