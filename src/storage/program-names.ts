/** Programs by their name: by the whole title, and by words that are nearly one. */
import { toJamo } from '../domain/jamo.js'
import type { Program } from '../domain/program.js'
import { PROGRAM } from './programs.js'
import { prepared } from './statements.js'
import type { Tx } from './transaction.js'

/** The title of what `searchable` puts together. */
const TITLE = "split_part(p.search_jamo, ' ', 1)"
const TITLED = prepared(
  'titled_programs',
  `SELECT ${PROGRAM} FROM programs p WHERE ${TITLE} = ANY ($1) AND p.state = 'open' AND p.listed_until > $2
    ORDER BY length(${TITLE}) DESC, p.starts_at LIMIT $3`,
)

/** Programs still to come, or going on for weeks, or of unknown days, whose whole title is one of these (taken apart by `toJamo`), the longest first. */
export function titledPrograms(tx: Tx, titles: readonly string[], limit: number, now: Date): Promise<Program[]> {
  return tx.query(TITLED, [titles, now, limit])
}

/** Nobody calls anything by more letters than that; each costs a comparison with whatever is a little like it. */
const MOST_NAME_LETTERS = 60
/** How many are looked at for the nearest: each comparison of trigrams costs as much as reading ten rows. */
const MOST_CANDIDATES = 100
const nearest = (candidates: string) => `WITH candidates AS MATERIALIZED (
    SELECT * FROM programs WHERE state = 'open' AND listed_until > $3 AND ${candidates})
  SELECT ${PROGRAM} FROM (SELECT * FROM candidates LIMIT ${MOST_CANDIDATES}) p
   ORDER BY word_similarity($1, p.search_jamo) DESC, p.starts_at LIMIT $4`
const BEARING = nearest(`search_jamo LIKE ANY ($2) ORDER BY listed_until LIMIT ${MOST_CANDIDATES}`)
/** Without a limit within: with one the planner would read the table, comparing each row, and not the index. */
const RESEMBLING = nearest('search_jamo %> $2')

/**
 * Upcoming programs whose title is like `words`, of which the first sixty letters count, the nearest first: those of that very title and
 * those in which all words stand in this order; when there are none, those that lack one word (half a word when it is long); when there
 * are none either, those that share most letters. Of each kind a hundred are compared, for the first two the soonest.
 */
export async function similarPrograms(tx: Tx, words: string, limit: number, now: Date): Promise<Program[]> {
  const named = [...words].slice(0, MOST_NAME_LETTERS).join('')
  const jamo = toJamo(named)
  if (jamo === '') return []
  const parts = named.split(/\s+/u).map(toJamo).filter(Boolean)
  const near = (sql: string, sought: unknown): Promise<Program[]> => tx.query(sql, [jamo, sought, now, limit])
  const [titled, bearing] = await Promise.all([
    titledPrograms(tx, [jamo], limit, now),
    near(BEARING, [bearingAll(parts)]),
  ])
  const others = bearing.filter(({ id }) => titled.every(one => one.id !== id))
  const found = [...titled, ...others].slice(0, limit)
  if (found.length > 0) return found
  const lacking = lackingOne(parts.flatMap(inHalves))
  const almost = lacking.length > 0 ? await near(BEARING, lacking) : []
  return almost.length > 0 ? almost : near(RESEMBLING, jamo)
}

/** A slip in one half leaves the other. */
const LONG_LETTERS = 8
/** Each is sought without each other; a title has no more. */
const MOST_PARTS = 8
function inHalves(word: string): string[] {
  const half = Math.ceil(word.length / 2)
  return word.length < LONG_LETTERS ? [word] : [word.slice(0, half), word.slice(half)]
}

function bearingAll(parts: readonly string[]): string {
  return `%${parts.join('%')}%`
}

function lackingOne(parts: readonly string[]): string[] {
  return parts.length < 2 || parts.length > MOST_PARTS ? [] : parts.map((_, at) => bearingAll(parts.toSpliced(at, 1)))
}
