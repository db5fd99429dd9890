/** What a statement written by hand selects: the columns of a table under the names by which the code knows them. */
import type { EntitySchema } from 'typeorm'

/** `p.id AS "id", p.starts_at AS "startsAt", …` of all columns of the schema but those that are never selected. */
export function columnsOf<T>(schema: EntitySchema<T>, alias: string): string {
  const columns = Object.entries(schema.options.columns) as [string, { name?: string; select?: boolean }][]
  return columns
    .filter(([, { select }]) => select !== false)
    .map(([property, { name = property }]) => `${alias}.${name} AS "${property}"`)
    .join(', ')
}
