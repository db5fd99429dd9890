/** What a page of the visit says once, of what was done before it. */
import type { Views } from './views.js'

type Tone = 'good' | 'plain' | 'bad'
const NEUTRAL: readonly string[] = [
  'apply-external',
  'cancel-requested',
  'wish-dropped',
  'unlinked-already',
  'waiting',
  'has-seat',
  'confirm-not-asked',
]

/** Undefined for what a cookie names that is no word of ours. */
export function sayOnce(name: string, { words }: Views): { text: string; tone: Tone } | undefined {
  const block = `said.${name}`
  return words.names().includes(block) ? { text: words.render(block), tone: toneOf(name) } : undefined
}

/** What was refused is not told in the colour of success; what is only kept in mind is neither. */
function toneOf(name: string): Tone {
  if (NEUTRAL.includes(name)) return 'plain'
  return /^(?:apply|cancel|undo|offer|not|confirm)-/.test(name) ? 'bad' : 'good'
}
