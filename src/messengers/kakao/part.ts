/** A part of an answer on its way to Kakao: its best bubble, and what to do when there is more or less room than that. */
import type { Choice } from '../messenger.js'
import { runs } from '../runs.js'
import { split } from '../shorten.js'
import { MOST_OUTPUTS, SIMPLE_TEXT } from './limits.js'
import type { KakaoOutput } from './response.js'

export interface Part {
  /** All that it says, for when it can only be text; then `presses` are all its choices. */
  readonly plain: string
  readonly presses: readonly Choice[]
  /** Absent: it is text. */
  readonly bubble?: Bubble
}
export interface Bubble {
  readonly output: KakaoOutput
  /** Choices for which it has no button. */
  readonly moved: readonly Choice[]
  /** When `output` had to be cut: the whole text, said before `output`, which then leaves it out. */
  readonly whole?: { readonly text: string; readonly output: KakaoOutput }
}

export function textPart(plain: string, presses: readonly Choice[] = []): Part {
  return { plain, presses }
}

/** At most three parts: neighbouring texts join first; then all from the third on becomes one text. */
export function condense(parts: readonly Part[]): readonly Part[] {
  if (parts.length <= MOST_OUTPUTS) return parts
  const kinds = runs(parts, part => (part.bubble ? 'bubble' : 'text'))
  const joined = kinds.flatMap(some => (some[0]?.bubble ? some : [together(some)]))
  if (joined.length <= MOST_OUTPUTS) return joined
  return [...joined.slice(0, MOST_OUTPUTS - 1), together(joined.slice(MOST_OUTPUTS - 1))]
}

function together(parts: readonly Part[]): Part {
  return textPart(
    parts.map(part => part.plain).join('\n\n'),
    parts.flatMap(part => part.presses),
  )
}

/** Gives the bubbles that are left over to whoever has more to say, the first one first. */
export function spread(parts: readonly Part[]): KakaoOutput[] {
  let spare = MOST_OUTPUTS - parts.length
  return parts.flatMap(({ plain, bubble }) => {
    const { whole } = bubble ?? {}
    if (bubble && (!whole || spare === 0)) return [bubble.output]
    const texts = split(whole?.text ?? plain, SIMPLE_TEXT, bubble ? spare : spare + 1)
    spare -= bubble ? texts.length : texts.length - 1
    return [...texts.map(text => ({ simpleText: { text } })), ...(whole ? [whole.output] : [])]
  })
}
