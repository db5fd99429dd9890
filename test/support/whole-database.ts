/** Looks through every column of every table for words: text and JSON as they lie, bytes as they lie and opened by the key. */
import type { DataSource } from 'typeorm'
import type { Cipher } from '../../src/platform/cipher.js'
import { sealedValuesIn } from './sealed-values.js'

/** `table.column: word` for each word that can be read there by somebody who has the database alone, as typed or as it is searched for. */
export async function readablePlacesOf(dataSource: DataSource, words: readonly string[]): Promise<string[]> {
  const columns: { place: string; name: string; type: string }[] = await dataSource.query(
    `SELECT c.table_name AS place, column_name AS name, udt_name AS type FROM information_schema.columns c
       JOIN pg_class ON oid = format('%I.%I', table_schema, table_name)::regclass
      WHERE c.table_schema = 'public' AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1, ordinal_position`,
  )
  const found: string[] = []
  for (const { place, name, type } of columns) {
    const rows: { word: string }[] = await dataSource.query(
      `SELECT word FROM unnest($1::text[]) AS word
        WHERE EXISTS (SELECT FROM "${place}" WHERE ${holds(name, type)})`,
      [words],
    )
    found.push(...rows.map(({ word }) => `${place}.${name}: ${word}`))
  }
  return found
}

/** Bytes are compared in hexadecimal; text as it was typed, and without the spaces and forms that the search leaves out. */
function holds(column: string, type: string): string {
  if (type.endsWith('bytea')) return `position(encode(convert_to(word, 'UTF8'), 'hex') IN "${column}"::text) > 0`
  return `position(word IN normalize("${column}"::text, NFC)) > 0 OR position(spread_letters(word) IN "${column}"::text) > 0`
}

/** The same for somebody who has the key, too. */
export async function placesOf(dataSource: DataSource, cipher: Pick<Cipher, 'open'>, words: readonly string[]) {
  const found = await readablePlacesOf(dataSource, words)
  for (const { column, text } of await sealedValuesIn(dataSource, cipher))
    found.push(...words.filter(word => text?.includes(word)).map(word => `${column}, opened: ${word}`))
  return found
}
