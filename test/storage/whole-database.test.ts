/** What looks for words in the whole database finds them in whichever column of whichever table they lie. */
import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createCipher } from '../../src/platform/cipher.js'
import { placeOf, SEALED_TABLES } from '../../src/storage/sealed-columns.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { placesOf, readablePlacesOf } from '../support/whole-database.js'

interface Column {
  readonly place: string
  readonly name: string
  readonly type: string
}

/** How a word lies in a column of each type that can hold one. */
const HOLDS: Readonly<Record<string, string>> = {
  text: '$1',
  'character varying': '$1',
  jsonb: `jsonb_build_object('deep', jsonb_build_array($1::text))`,
  _text: 'ARRAY[$1::text]',
  bytea: `convert_to('before ' || $1 || ' after', 'UTF8')`,
  _bytea: `ARRAY[convert_to($1, 'UTF8')]`,
}
const HOLDS_NO_WORD = new Set([
  ...['uuid', 'bigint', 'integer', 'smallint', 'boolean', 'date', 'real', 'double precision', 'inet', '_uuid'],
  'timestamp with time zone',
])
/** A value of each type that the key of a sealed row is made of. */
const KEYS: Readonly<Record<string, () => unknown>> = {
  uuid: randomUUID,
  bytea: () => randomBytes(32),
  bigint: () => '7',
  'timestamp with time zone': () => new Date(),
}

describe('looking through the whole database', () => {
  const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
  let database: TestDatabase
  let columns: Column[]
  const query = <T>(sql: string, values: unknown[] = []): Promise<T[]> => database.dataSource.query(sql, values)

  before(async () => {
    database = await createTestDatabase()
    await takeAnything()
    columns = await query<Column>(
      `SELECT table_name AS place, column_name AS name, CASE data_type WHEN 'ARRAY' THEN udt_name ELSE data_type END AS type
         FROM information_schema.columns
         JOIN pg_class ON oid = format('%I.%I', table_schema, table_name)::regclass
        WHERE table_schema = 'public' AND relkind IN ('r', 'p') AND NOT relispartition AND is_generated = 'NEVER'`,
    )
  })
  after(() => database.drop())

  /** From now on a row may hold one value alone. */
  async function takeAnything(): Promise<void> {
    const rules = await query<{ drop: string }>(
      `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname) AS drop FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u', 'x') AND coninhcount = 0
          AND conparentid = 0 ORDER BY contype = 'f' DESC`,
    )
    const demands = await query<{ drop: string }>(
      `SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', c.oid::regclass, attname) AS drop
         FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND attnotnull
          AND attidentity = '' AND attnum > 0`,
    )
    const triggers = await query<{ drop: string }>(
      `SELECT format('ALTER TABLE %s DISABLE TRIGGER USER', oid::regclass) AS drop FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    )
    for (const { drop } of [...rules, ...demands, ...triggers]) await query(drop)
  }

  it('knows of every type of column whether it can hold a word', () => {
    const types = [...new Set(columns.map(({ type }) => type))]
    expect(types.filter(type => !HOLDS[type] && !HOLDS_NO_WORD.has(type))).to.deep.equal([])
  })

  it('finds a word in every column that can hold one, and nowhere else', async () => {
    const planted = columns.flatMap(column => (HOLDS[column.type] ? [{ ...column, word: randomUUID() }] : []))
    for (const { place, name, type, word } of planted)
      await query(`INSERT INTO "${place}" ("${name}") VALUES (${HOLDS[type]})`, [word])
    const found = new Set(
      await readablePlacesOf(
        database.dataSource,
        planted.map(({ word }) => word),
      ),
    )
    const missed = planted.filter(({ place, name, word }) => !found.has(`${place}.${name}: ${word}`))
    expect(planted.length).to.be.above(80)
    expect(missed.map(({ place, name }) => `${place}.${name}`)).to.deep.equal([])
    expect(await readablePlacesOf(database.dataSource, [randomUUID(), '남궁민수'])).to.deep.equal([])
  })

  it('finds a Korean word in what the search reads, spread into letters or put together', async () => {
    const sentence = '저는 남궁민수예요'
    for (const form of ['NFC', 'NFD'])
      await query('INSERT INTO turns (utterance) VALUES ($1)', [sentence.normalize(form)])
    expect(await readablePlacesOf(database.dataSource, ['남궁민수'])).to.deep.equal([
      'turns.utterance: 남궁민수',
      'turns.search_letters: 남궁민수',
    ])
  })

  it('finds a word in every sealed column, for who has the key', async () => {
    const typeOf = new Map(columns.map(({ place, name, type }) => [`${place}.${name}`, type]))
    const expected: string[] = []
    const words: string[] = []
    for (const listed of SEALED_TABLES)
      for (const column of listed.sealed) {
        const key = listed.row.map(name => [name, KEYS[typeOf.get(`${listed.table}.${name}`)!]!()] as const)
        const place = placeOf(listed, column, Object.fromEntries(key))
        const word = randomUUID()
        await query(
          `INSERT INTO ${listed.table} (${[...listed.row, column].join()}) VALUES (${[...key, 0].map((_, at) => `$${at + 1}`).join()})`,
          [...key.map(([, value]) => value), cipher.seal(`said: ${word}`, place)],
        )
        words.push(word)
        expected.push(`${listed.table}.${column}, opened: ${word}`)
      }
    expect(await readablePlacesOf(database.dataSource, words)).to.deep.equal([])
    expect(await placesOf(database.dataSource, cipher, words)).to.have.members(expected)
  })
})
