/** Opening a database: what it is limited to, migrated by, and refused for. */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm'
import { migrations } from '../../migrations/index.js'
import { openDatabase } from '../../src/storage/database.js'
import { createBareDatabase, createTestDatabase, silentLog, type TestDatabase } from '../support/database.js'
import { makeTestFolder } from '../support/folder.js'

const KOREAN = `TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`

const open = (databaseUrl: string, given: typeof migrations | (new () => MigrationInterface)[] = migrations) =>
  openDatabase({ databaseUrl, dataDir: '', migrations: given, log: silentLog })

describe('a test database', () => {
  it('is a migrated copy that nobody else sees', async () => {
    const [one, two] = [await createTestDatabase(), await createTestDatabase()]
    await one.dataSource.query('CREATE TABLE mine ()')
    const names = await tableNames(two.dataSource)
    await one.drop()
    await two.drop()
    expect(names).to.include('migrations').and.not.include('mine')
  })
})

describe('an open database', () => {
  let database: TestDatabase

  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  it('lets no query wait for ever', async () => {
    const { dataSource } = database
    const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'timezone']
    const shown = names.map(name => `current_setting('${name}')`).join(` || ' ' || `)
    const rows = await Promise.all(Array.from({ length: 10 }, () => dataSource.query(`SELECT ${shown} AS limits`)))
    expect(new Set(rows.map(([row]) => row.limits))).to.deep.equal(new Set(['3s 10s 15s UTC']))
  })

  it('survives the loss of its connections, idle and in use', async () => {
    const { dataSource } = database
    const killer = await open(database.url)
    const inUse = dataSource.query('SELECT pg_sleep(5)').catch((error: Error) => error)
    await dataSource.query('SELECT 1')
    await killer.dataSource.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await killer.close()
    expect(await inUse).to.be.an('error')
    await sleep(50)
    expect(await dataSource.query('SELECT 1 AS one')).to.deep.equal([{ one: 1 }])
  })
})

describe('opening a database', () => {
  const opened: { drop(): Promise<void> }[] = []
  const bare = async (definition: string): Promise<string> => {
    const made = await createBareDatabase(definition)
    opened.push(made)
    return made.url
  }

  afterEach(async () => {
    for (const { drop } of opened.splice(0)) await drop()
  })

  it('migrates once when two processes open it at once', async () => {
    const url = await bare(KOREAN)
    const both = await Promise.all([open(url), open(url)])
    const rows = await both[0].dataSource.query('SELECT name FROM migrations')
    for (const { close } of both) await close()
    expect(rows).to.have.length(migrations.length)
  })

  it('gives migrations the time they need and puts the limits back', async () => {
    const seen: string[] = []
    class Slow0000000000001 implements MigrationInterface {
      async up(db: QueryRunner) {
        seen.push(await timeoutOf(db))
      }
      async down() {}
    }
    const { dataSource, close } = await open(await bare(KOREAN), [Slow0000000000001])
    seen.push(await timeoutOf(dataSource))
    await close()
    expect(seen).to.deep.equal(['0', '10s'])
  })

  it('leaves nothing of a migration that fails', async () => {
    class Broken0000000000001 implements MigrationInterface {
      async up(db: QueryRunner) {
        await db.query('CREATE TABLE half ()')
        await db.query('SELECT no_such_function()')
      }
      async down() {}
    }
    const url = await bare(KOREAN)
    expect(await refusal(open(url, [Broken0000000000001]))).to.include('no_such_function')
    const { dataSource, close } = await open(url, [])
    const names = await tableNames(dataSource)
    await close()
    expect(names).to.not.include('half')
  })

  it('refuses a character type that knows no Hangul', async () => {
    const url = await bare(`TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`)
    expect(await refusal(open(url))).to.match(/^The database \S+ cannot be used: .*LC_CTYPE.* knows no Hangul/)
  })

  it('refuses an encoding without Hangul', async () => {
    const url = await bare(`TEMPLATE template0 LOCALE_PROVIDER libc ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`)
    expect(await refusal(open(url))).to.match(/^The database \S+ cannot be used: its encoding is LATIN1/)
  })

  it('says who has to create the extension when its own user may not', async () => {
    const url = new URL(await bare(KOREAN))
    const role = `${url.pathname.slice(1)}_guest`
    const { dataSource, close } = await open((await createdCopy()).url)
    await dataSource.query(`CREATE ROLE ${role} LOGIN PASSWORD 'guest'`)
    const sentence = await refusal(open(Object.assign(url, { username: role, password: 'guest' }).href))
    await dataSource.query(`DROP ROLE ${role}`)
    await close()
    expect(sentence).to.match(/may not create the extension pg_trgm; let an administrator/)
  })

  it('says what was refused without telling the password', async () => {
    const url = Object.assign(new URL((await createdCopy()).url), { pathname: '/nowhere', password: 'geheim' })
    const sentence = await refusal(open(url.href))
    expect(sentence).to.match(/^The database \S+\/nowhere refused the connection .*DATABASE_URL/)
    expect(sentence).to.not.include('geheim')
    expect(await refusal(open('geheim@here')))
      .to.match(/^DATABASE_URL is not/)
      .and.not.include('geheim')
  })

  it('waits for a server that comes up a little later', async () => {
    const real = new URL((await createdCopy()).url)
    const proxy = createServer(socket => {
      const upstream = connect(Number(real.port || 5432), real.hostname)
      for (const [from, to] of [
        [socket, upstream],
        [upstream, socket],
      ] as const) {
        from.on('error', () => to.destroy()).pipe(to)
      }
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const { port } = proxy.address() as { port: number }
    proxy.close()
    await once(proxy, 'close')
    const opening = open(Object.assign(new URL(real), { hostname: '127.0.0.1', port }).href)
    await sleep(600)
    proxy.listen(port, '127.0.0.1')
    const { dataSource, close } = await opening
    const rows = await dataSource.query('SELECT 1 AS one')
    await close()
    proxy.close()
    expect(rows).to.deep.equal([{ one: 1 }])
  })

  async function createdCopy(): Promise<TestDatabase> {
    const copy = await createTestDatabase()
    opened.push(copy)
    return copy
  }
})

describe('opening without DATABASE_URL', () => {
  it('keeps everything in the data folder', async () => {
    const dataDir = join(makeTestFolder(), 'data')
    const first = await openDatabase({ dataDir, migrations, log: silentLog, asOwner: true })
    await first.dataSource.query('CREATE TABLE kept ()')
    await first.close()
    const second = await openDatabase({ dataDir, migrations, log: silentLog })
    const names = await tableNames(second.dataSource)
    await second.close()
    expect(names).to.include('kept')
  })
})

async function tableNames(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  )
  return rows.map(({ name }) => name)
}

async function timeoutOf(db: Pick<QueryRunner, 'query'> | DataSource): Promise<string> {
  const [row] = await db.query(`SELECT current_setting('statement_timeout') AS timeout`)
  return row.timeout
}

async function refusal(opening: Promise<unknown>): Promise<string> {
  try {
    await opening
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was opened')
}
