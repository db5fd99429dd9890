/** The embedded PostgreSQL: started, joined, left, killed and found again, in real folders with real processes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import pg from 'pg'
import { placeIn } from '../../src/storage/embedded/files.js'
import { isAlive, readPostmaster } from '../../src/storage/embedded/postmaster.js'
import { type EmbeddedServer, openEmbeddedServer } from '../../src/storage/embedded/server.js'
import { silentLog } from '../support/database.js'
import { makeTestFolder, removeTestFolder } from '../support/folder.js'

const CHILD = fileURLToPath(new URL('../support/embedded-child.ts', import.meta.url))

describe('the embedded server', () => {
  let root: string
  let dataDir: string
  const children: ChildProcess[] = []
  const servers: EmbeddedServer[] = []

  async function start(folder = dataDir): Promise<EmbeddedServer> {
    const server = await openEmbeddedServer({ dataDir: folder, log: silentLog, durable: false })
    servers.push(server)
    return server
  }

  const serverPid = async (): Promise<number | undefined> => (await readPostmaster(placeIn(dataDir).cluster))?.pid

  async function startChild(): Promise<{ child: ChildProcess; url: string }> {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    const [line] = await once(child.stdout, 'data')
    return { child, url: String(line).trim() }
  }

  before(() => {
    root = makeTestFolder()
    dataDir = join(root, 'data')
  })

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const server of servers.splice(0)) await server.stop()
    const pid = await serverPid()
    if (pid) process.kill(pid, 'SIGQUIT')
    while (pid && isAlive(pid)) await sleep(20)
  })

  after(() => removeTestFolder(root))

  it('makes a durable UTF-8 database that knows Hangul, reachable on this machine only', async () => {
    const server = await openEmbeddedServer({ dataDir: join(root, 'durable'), log: silentLog })
    const [row] = await ask(
      server.url,
      `CREATE EXTENSION pg_trgm;
       SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
              current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS sockets,
              cardinality(show_trgm('봉사활동')) AS trigrams, lower('Ä') AS folded`,
    )
    await server.stop()
    expect(row).to.include({ fsync: 'on', encoding: 'UTF8', address: '127.0.0.1', sockets: '', folded: 'ä' })
    expect(row?.trigrams).to.be.greaterThan(0)
    expect(await readPostmaster(placeIn(join(root, 'durable')).cluster)).to.equal(undefined)
  })

  it('keeps its password in a file that only its account can read', async () => {
    await (await start()).stop()
    const file = placeIn(dataDir).passwordFile
    expect((await stat(file)).mode & 0o077).to.equal(0)
    expect(await readFile(file, 'utf8')).to.match(/^[0-9a-f]{48}$/)
  })

  it('keeps the data from one start to the next', async () => {
    const first = await start()
    await ask(first.url, 'CREATE TABLE kept (word text)')
    await ask(first.url, `INSERT INTO kept VALUES ('봉사')`)
    await first.stop()
    const second = await start()
    const rows = await ask(second.url, 'SELECT word FROM kept')
    await second.stop()
    expect(rows).to.deep.equal([{ word: '봉사' }])
  })

  it('is joined by a second process and stopped only by the last to leave', async () => {
    const { child, url } = await startChild()
    const joined = await start()
    const pid = await serverPid()
    expect(joined.url).to.equal(url)
    child.stdin?.end()
    await once(child, 'exit')
    expect(await ask(joined.url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }])
    expect(await serverPid()).to.equal(pid)
    await joined.stop()
    expect(await serverPid()).to.equal(undefined)
  })

  it('is left running by a process that joined it', async () => {
    const { child, url } = await startChild()
    await (await start()).stop()
    expect(await ask(url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }])
    child.stdin?.end()
    expect(await once(child, 'exit')).to.deep.equal([0, null])
    expect(await serverPid()).to.equal(undefined)
  })

  it('is found again with its data after its starter was killed, and then stopped in good order', async () => {
    const { child, url } = await startChild()
    await ask(url, 'CREATE TABLE survivors (word text)')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const found = await start()
    expect(await ask(found.url, 'SELECT word FROM survivors')).to.deep.equal([])
    await found.stop()
    expect(await serverPid()).to.equal(undefined)
  })

  it('starts after everything was killed, also when its last port is taken now', async () => {
    const { child, url } = await startChild()
    await ask(url, 'CREATE TABLE recovered (word text)')
    const pid = (await serverPid()) as number
    for (const victim of [child.pid as number, pid]) process.kill(victim, 'SIGKILL')
    while (isAlive(pid)) await sleep(20)
    const squatter = createServer().listen(Number(new URL(url).port), '127.0.0.1')
    const server = await start()
    expect(await ask(server.url, 'SELECT word FROM recovered')).to.deep.equal([])
    await server.stop()
    squatter.close()
  })

  it('comes back on its port when it dies under a process that uses it', async () => {
    const server = await start()
    const pid = (await serverPid()) as number
    process.kill(pid, 'SIGKILL')
    let rows: unknown
    while (rows === undefined) rows = await ask(server.url, 'SELECT 1 AS one').catch(() => sleep(50))
    await server.stop()
    expect(rows).to.deep.equal([{ one: 1 }])
    expect(await serverPid()).to.equal(undefined)
  })

  it('is not held up by a postmaster.pid whose number belongs to another program', async () => {
    const file = join(placeIn(dataDir).cluster, 'postmaster.pid')
    await writeFile(file, `${process.pid}\n${placeIn(dataDir).cluster}\n0\n1\n\n127.0.0.1\n`)
    const server = await start()
    expect(await ask(server.url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }])
    await server.stop()
  })

  it('is one server for processes that start at once in an empty folder', async () => {
    dataDir = join(root, 'race')
    const [one, two, three] = await Promise.all([startChild(), startChild(), start()])
    expect([two.url, three.url]).to.deep.equal([one.url, one.url])
    await three.stop()
    for (const { child } of [one, two]) {
      child.stdin?.end()
      await once(child, 'exit')
    }
    expect(await serverPid()).to.equal(undefined)
  })

  it('says in one sentence that the data folder is a file', async () => {
    const file = join(root, 'file')
    await writeFile(file, '')
    expect(await refusal(start(file))).to.match(/^The data folder .*file cannot hold the database .*DATA_DIR/)
  })

  it('says in one sentence that its account cannot enter the data folder', async function () {
    if (process.getuid?.() !== 0) this.skip()
    const locked = join(root, 'locked')
    await mkdir(locked, { mode: 0o700 })
    expect(await refusal(start(join(locked, 'data')))).to.match(/^The OS user \w+, .* cannot enter .*locked/)
  })

  it('says in one sentence what PostgreSQL did not like', async () => {
    await writeFile(join(placeIn(dataDir).cluster, 'postgresql.auto.conf'), 'no_such_setting = 1\n')
    expect(await refusal(start())).to.match(/^The embedded database could not be started: .*errors\.$/)
  })
})

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    const results = [await client.query(sql)].flat()
    return results.at(-1)?.rows ?? []
  } finally {
    await client.end()
  }
}

async function refusal(opening: Promise<unknown>): Promise<string> {
  try {
    await opening
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was opened')
}
