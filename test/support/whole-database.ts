/** Looks through every column of every table for words: text and JSON as they lie, bytes as they lie and opened by the key. */
import type { DataSource } from 'typeorm'
import type { Cipher } from '../../src/platform/cipher.js'
import { sealedValuesIn } from './sealed-values.js'

/** `table.column: word` for each word that can be read there by somebody who has the database and the key. */
export async function placesOf(dataSource: DataSource, cipher: Pick<Cipher, 'open'>, words: readonly string[]) {
  const columns: { place: string; name: string; type: string }[] = await dataSource.query(
    `SELECT c.table_name AS place, column_name AS name, data_type AS type FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`,
  )
  const found: string[] = []
  for (const { place, name, type } of columns) {
    const readable = type === 'bytea' ? `encode("${name}", 'escape')` : `"${name}"::text`
    const rows: { word: string }[] = await dataSource.query(
      `SELECT word FROM unnest($1::text[]) AS word WHERE EXISTS (SELECT FROM "${place}" WHERE position(word IN ${readable}) > 0)`,
      [words],
    )
    found.push(...rows.map(({ word }) => `${place}.${name}: ${word}`))
  }
  for (const { column, text } of await sealedValuesIn(dataSource, cipher))
    found.push(...words.filter(word => text?.includes(word)).map(word => `${column}, opened: ${word}`))
  return found
}
