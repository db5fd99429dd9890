/** The similarity of two names, letter by letter. */

/** Share of the letter trigrams of `part` that `whole` has: 1 when it is said within it. Both are taken apart into letters (`toJamo`). */
export function similarity(part: string, whole: string): number {
  if (part !== '' && whole.includes(part)) return 1
  const grams = trigrams(part)
  const known = new Set(trigrams(whole))
  return grams.filter(gram => known.has(gram)).length / Math.max(1, grams.length)
}

function trigrams(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, start) => text.slice(start, start + 3))
}
