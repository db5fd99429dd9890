/** What is made with DATA_KEY is listed in one place, so that a changed key changes all of it. */
import { expect } from 'chai'
import { SEALED_TABLES, SHORT_LIVED_HASHES, UNKEYED_HASHES } from '../../src/storage/sealed-columns.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

describe('the list of sealed columns', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  const columns = async (condition: string): Promise<string[]> => {
    const rows: { name: string }[] = await database.dataSource.query(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         JOIN pg_class ON oid = format('%I.%I', table_schema, table_name)::regclass
        WHERE table_schema = 'public' AND table_name <> 'data_keys' AND NOT relispartition AND ${condition}`,
    )
    return rows.map(({ name }) => name)
  }
  const listed = (names: (table: (typeof SEALED_TABLES)[number]) => readonly string[]) =>
    SEALED_TABLES.flatMap(table => names(table).map(column => `${table.table}.${column}`))

  it('names every sealed column of the schema, and nothing else', async () => {
    expect(listed(({ sealed }) => sealed)).to.have.members(await columns("column_name LIKE '%\\_sealed'"))
  })

  it('says of every other column of bytes whether a key is in it', async () => {
    const known = [...listed(({ hashed = {} }) => Object.keys(hashed)), ...SHORT_LIVED_HASHES, ...UNKEYED_HASHES]
    expect(known).to.have.members(await columns("data_type = 'bytea' AND column_name NOT LIKE '%\\_sealed'"))
  })

  it('names a key by which each table is walked', async () => {
    for (const { table, key, row } of SEALED_TABLES) {
      expect(await columns(`table_name = '${table}'`), table).to.include.members(
        [key, ...row].map(column => `${table}.${column}`),
      )
      const unique: unknown[] = await database.dataSource.query(
        `SELECT FROM pg_index JOIN pg_class c ON c.oid = indrelid
          WHERE indrelid = $1::regclass AND indisunique AND (indnkeyatts = 1 OR c.relkind = 'p') AND indkey[0] =
           (SELECT attnum FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2)`,
        [table, key],
      )
      expect(unique, `${table}.${key}`).to.not.be.empty
    }
  })
})
