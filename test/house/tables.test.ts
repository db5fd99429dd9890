/** Migrations make the tables, TypeORM is told of them: the two are held together here. */
import { expect } from 'chai'
import type { DataSource } from 'typeorm'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

/** `programs.careers: text[]`, `programs.url: text?`, `programs.id: uuid!` (part of the key). */
const spell = (table: string, column: string, type: string, optional: boolean, key: boolean) =>
  `${table}.${column}: ${type}${optional ? '?' : ''}${key ? '!' : ''}`

async function migrated(dataSource: DataSource): Promise<string[]> {
  const rows: { table: string; column: string; type: string; optional: boolean; key: boolean }[] =
    await dataSource.query(`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS optional,
      EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS key
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relname <> 'migrations'`)
  return rows.map(({ table, column, type, optional, key }) => spell(table, column, type, optional, key))
}

function told(dataSource: DataSource): string[] {
  return dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map(column => {
      const type = dataSource.driver.normalizeType(column) + (column.isArray ? '[]' : '')
      return spell(tableName, column.databaseName, type, column.isNullable, column.isPrimary)
    }),
  )
}

describe('the migrations', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  it('make exactly the tables and columns that TypeORM knows', async () => {
    const { dataSource } = database
    expect(told(dataSource).sort()).to.deep.equal((await migrated(dataSource)).sort())
  })

  it('can be taken back and made again', async () => {
    const { dataSource } = database
    const before = await migrated(dataSource)
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration()
    expect(await migrated(dataSource)).to.deep.equal([])
    await dataSource.runMigrations()
    expect(await migrated(dataSource)).to.have.members(before)
  })
})
