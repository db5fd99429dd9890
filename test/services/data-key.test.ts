/** Changing the key that seals, on a database in which everything that is sealed is there. */
import { createCipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'chai'
import pg from 'pg'
import type { TalkTalkMessage } from '../../src/messengers/talktalk/message.js'
import { type Cipher, createCipher } from '../../src/platform/cipher.js'
import { createDataKey } from '../../src/services/data-key.js'
import { createServices } from '../../src/services/index.js'
import { createReplies } from '../../src/services/replies.js'
import { connectionNameOf, createKeyStore } from '../../src/storage/data-keys.js'
import { SEALED_TABLES } from '../../src/storage/sealed-columns.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { sealedPerson, spellIdentity } from '../../src/storage/volunteers.js'
import { createSettableClock } from '../support/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { sealedValuesIn } from '../support/sealed-values.js'
import { GILDONG, NOW } from '../support/services.js'

const KEYS = Array.from({ length: 3 }, () => randomBytes(32).toString('base64')) as [string, string, string]
const [FORMER, NEW, OTHER] = KEYS
const COLUMNS = 'name_sealed, birth_sealed, phone_sealed, identity_hash, phone_hash'

describe('the key that seals', () => {
  let database: TestDatabase
  const clock = createSettableClock()
  clock.set(NOW)
  const house = (cipher: Cipher) => {
    const transactions = createTransactions(database.dataSource)
    const withdrawals = { reseal: async () => ({ resealed: 0, unreadable: 0 }) }
    const dataKey = createDataKey({ transactions, keyStore: createKeyStore(cipher), cipher, clock, withdrawals })
    const services = createServices({
      ...{ transactions, cipher, clock, isHoliday: () => false, publicUrl: () => 'http://localhost' },
      noticeWords: { render: name => name, names: () => [], version: '' },
    })
    return { cipher, dataKey, services, run: transactions.run }
  }
  const query = <T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
    database.dataSource.query(sql, values)
  const verify = (key: string, former?: string) => house(createCipher(key, former)).dataKey.verify()
  const rotate = async () => {
    const rotated = await house(createCipher(NEW, FORMER)).dataKey.rotate()
    if (!rotated.ok) throw new Error(rotated.refused)
    return Object.values(rotated.tables).reduce((sum, { resealed }) => sum + resealed, 0)
  }
  const unopenedBy = async (key: string) =>
    (await sealedValuesIn(database.dataSource, createCipher(key))).filter(({ text }) => text === undefined)

  /** Something in every sealed column that the services fill. */
  async function fill({ services, run }: ReturnType<typeof house>) {
    const account = await run(tx => services.accounts.findOrAdd(tx, { messenger: 'kakao', userKey: randomUUID() }))
    const { token } = await run(tx => services.linking.issue(tx, account.id))
    await run(async tx => {
      await services.linking.sendCode(tx, services.linking.open(token), GILDONG, '10.0.0.1')
      await services.accounts.addVolunteer(tx, GILDONG)
      await services.agents.request(tx, account.id, '제 번호는 01012345678이에요')
      await services.replies.sayLater(tx, account.id, { answer: { replies: [], choices: [] }, handOver: false })
      const look = { actor: 'staff', actorId: null, address: '', action: 'search' } as const
      await services.accessLog.note(tx, { ...look, words: '홍길동' })
      await services.transcripts.write(
        tx,
        {
          ...{ input: 'typed', alternatives: [], modelVersion: null, wordsVersion: null },
          ...{ accountId: account.id, messenger: 'kakao', requestKey: 'once', at: clock.now(), slots: {}, ms: 1 },
          ...{ utterance: '제 번호는 01012345678이에요', intent: null, confidence: null, band: null, flow: null },
          ...{
            step: null,
            outcome: 'done',
            answer: {},
            speaker: { volunteerId: null, nameSealed: null, guestId: undefined },
            spoken: { said: '답' },
          },
        },
        {},
      )
    })
    return account
  }

  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.drop())

  it('is known again, and another one is refused', async () => {
    expect(await verify(FORMER)).to.deep.equal({ ok: true })
    expect(await verify(FORMER)).to.deep.equal({ ok: true })
    expect(await verify(OTHER)).to.deep.equal({ ok: false, refused: 'other-key' })
    expect(await verify(NEW, OTHER)).to.deep.equal({ ok: false, refused: 'other-key' })
    expect(await verify(NEW, FORMER)).to.deep.equal({ ok: true })
    // From now on there may be values of either.
    for (const key of [FORMER, NEW]) expect(await verify(key)).to.deep.equal({ ok: false, refused: 'other-key' })
    expect(await verify(FORMER, NEW)).to.deep.equal({ ok: true })
  })

  it('is tried on what is there in a database from before keys were noted', async () => {
    await fill(house(createCipher(FORMER)))
    expect(await verify(OTHER)).to.deep.equal({ ok: false, refused: 'other-key' })
    expect(await verify(NEW, FORMER)).to.deep.equal({ ok: true })
    expect(await verify(NEW)).to.deep.equal({ ok: false, refused: 'other-key' })
  })

  it('is changed: everything opens with the new one and nothing with the former one', async () => {
    await house(createCipher(FORMER)).dataKey.verify()
    await fill(house(createCipher(FORMER)))
    const before = await sealedValuesIn(database.dataSource, createCipher(FORMER))
    expect(new Set(before.map(({ column }) => column))).to.include.members([
      ...[
        'volunteers.name_sealed',
        'phone_codes.applicant_sealed',
        'turns.utterance_sealed',
        'request_answers.answer_sealed',
      ],
      ...['agent_requests.topic_sealed', 'replies.answer_sealed', 'access_words.words_sealed'],
    ])
    expect(before.filter(({ text }) => text === undefined).map(({ column }) => column)).to.deep.equal([])

    await house(createCipher(NEW, FORMER)).dataKey.verify()
    const filled = SEALED_TABLES.map(({ table }) => `(SELECT count(*)::int FROM ${table})`).join(' + ')
    const [{ rows } = { rows: 0 }] = await query<{ rows: number }>(`SELECT ${filled} AS rows`)
    expect(await rotate()).to.equal(rows)
    expect(await rotate()).to.equal(0)

    const texts = (values: typeof before) => values.map(({ column, text }) => `${column} ${text}`).sort()
    expect(texts(await sealedValuesIn(database.dataSource, createCipher(NEW)))).to.deep.equal(texts(before))
    expect(await unopenedBy(FORMER)).to.have.lengthOf(before.length)
    expect(await verify(NEW)).to.deep.equal({ ok: true })
    expect(await verify(FORMER)).to.deep.equal({ ok: false, refused: 'other-key' })
    const { services, run } = house(createCipher(NEW))
    const known = await query<{ id: string }>('SELECT id FROM volunteers')
    expect(known).to.deep.equal([{ id: (await run(tx => services.accounts.addVolunteer(tx, GILDONG))).id }])
    const [{ phone_hash: phoneHash } = {}] = await query<{ phone_hash?: Buffer }>('SELECT phone_hash FROM volunteers')
    expect(phoneHash).to.deep.equal(createCipher(NEW).fingerprint('phone', GILDONG.phone))
  })

  it('is changed while answers wait that were written before and after an upgrade, and all of them are said', async () => {
    const said: string[] = []
    const talktalk = {
      send: async (_user: string, { textContent }: TalkTalkMessage) => {
        said.push(textContent?.text ?? '')
        return { ok: true as const }
      },
      typingOn: async () => ({ ok: true as const }),
      handover: async () => ({ ok: true as const }),
    }
    const repliesOf = (cipher: Cipher) =>
      createReplies({ transactions: createTransactions(database.dataSource), cipher, clock, talktalk })
    const former = house(createCipher(FORMER))
    await former.dataKey.verify()
    for (const text of ['one', 'two']) {
      const answer = { replies: [{ kind: 'text' as const, text }], choices: [] }
      await former.run(async tx => {
        const account = await former.services.accounts.findOrAdd(tx, { messenger: 'talktalk', userKey: text })
        await repliesOf(former.cipher).sayLater(tx, account.id, { answer, handOver: false })
      })
    }
    const [{ id } = {}] = await query<{ id?: string }>('SELECT id FROM replies LIMIT 1')
    const kept = JSON.stringify({ user: 'a', messages: [{ event: 'send', textContent: { text: 'old' } }] })
    const fromOutbox = former.cipher.seal(kept, { table: 'outbox', column: 'payload_sealed', row: id! })
    await query('UPDATE replies SET answer_sealed = $2 WHERE id = $1', [id, fromOutbox])

    await house(createCipher(NEW, FORMER)).dataKey.verify()
    const rotated = await house(createCipher(NEW, FORMER)).dataKey.rotate()
    expect(rotated.ok && rotated.tables.replies).to.deep.equal({ resealed: 2, unreadable: 0 })
    expect(await unopenedBy(NEW)).to.deep.equal([])
    await repliesOf(createCipher(NEW)).deliver('talktalk')
    expect(said).to.have.lengthOf(2).and.include('old')
  })

  it('leaves nothing of what was sealed before values were bound to a place', async () => {
    const { dataKey, services, run } = house(createCipher(FORMER))
    await dataKey.verify()
    const { id } = await run(tx => services.accounts.addVolunteer(tx, GILDONG))
    const sealing = Buffer.from(hkdfSync('sha256', Buffer.from(FORMER, 'base64'), Buffer.alloc(0), 'sonmoa seal', 32))
    const nonce = randomBytes(12)
    const sealer = createCipheriv('aes-256-gcm', sealing, nonce)
    const sealed = Buffer.concat([sealer.update('홍길동', 'utf8'), sealer.final()])
    await query('UPDATE volunteers SET name_sealed = $1', [Buffer.concat([nonce, sealer.getAuthTag(), sealed])])
    // The same key, so that only the form is changed.
    const rotated = await dataKey.rotate()
    expect(rotated).to.deep.include({ ok: true })
    const [{ name_sealed: name } = {}] = await query<{ name_sealed?: Buffer }>('SELECT name_sealed FROM volunteers')
    expect(name!.subarray(0, 6)).to.deep.equal(createCipher(FORMER).header)
    expect((await run(tx => services.accounts.volunteer(tx, id)))?.name).to.equal('홍길동')
  })

  it('is changed while people are found, added and answered, and after it was broken off', async () => {
    const former = house(createCipher(FORMER))
    await former.dataKey.verify()
    await fill(former)
    const people = Array.from({ length: 1200 }, (_, n) => ({ ...GILDONG, phone: `0107${String(n).padStart(7, '0')}` }))
    const rows = people.map(person => {
      const id = randomUUID()
      return [id, ...sealedPerson(former.cipher, id, person)]
    })
    const columns = [0, 1, 2, 3, 4, 5].map(at => rows.map(row => row[at]))
    await query(
      `INSERT INTO volunteers (id, ${COLUMNS}, created_at) SELECT n.*, $7
         FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[]) n`,
      [...columns, NOW],
    )
    const both = house(createCipher(NEW, FORMER))
    await both.dataKey.verify()
    // Broken off in the middle: one batch of one table is done.
    const keyStore = createKeyStore(both.cipher)
    await both.run(tx => keyStore.resealBatch(tx, SEALED_TABLES[0]!, undefined, 500))
    const running = rotate()
    const seen = await Promise.all(
      people
        .filter((_, n) => n % 40 === 0)
        .map(person => both.run(tx => both.services.accounts.addVolunteer(tx, person))),
    )
    const added = await both.run(tx => both.services.accounts.addVolunteer(tx, { ...GILDONG, phone: '01055550000' }))
    await running
    expect(seen.every(({ name }) => name === GILDONG.name)).to.equal(true)
    const [{ count } = {}] = await query<{ count?: number }>('SELECT count(*)::int FROM volunteers')
    expect(count).to.equal(people.length + 2)
    expect(await unopenedBy(NEW)).to.deep.equal([])
    const alone = house(createCipher(NEW))
    for (const person of [people[0]!, people[1199]!, { ...GILDONG, phone: added.phone }])
      expect((await alone.run(tx => alone.services.accounts.addVolunteer(tx, person))).phone).to.equal(person.phone)
    expect(await query('SELECT FROM volunteers')).to.have.lengthOf(people.length + 2)
  })

  it('is changed where one person has two rows, from before names were compared whatever their case', async () => {
    const former = house(createCipher(FORMER))
    await former.dataKey.verify()
    const spelled = ['Kim Minji', 'KIM MINJI', 'kim minji'].map(name => ({ ...GILDONG, name }))
    for (const person of spelled) {
      const id = randomUUID()
      const sealed = sealedPerson(former.cipher, id, person)
      sealed[3] = former.cipher.fingerprint('identity', [person.name, person.birth, person.phone].join('|'))
      await query(`INSERT INTO volunteers (id, ${COLUMNS}, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
        ...[id, ...sealed, NOW],
      ])
    }
    await house(createCipher(NEW, FORMER)).dataKey.verify()
    expect(await rotate()).to.equal(spelled.length)
    expect(await unopenedBy(NEW)).to.deep.equal([])
    const { cipher, services, run } = house(createCipher(NEW))
    const found = await Promise.all(spelled.map(person => run(tx => services.accounts.addVolunteer(tx, person))))
    expect(new Set(found.map(({ id }) => id))).to.have.lengthOf(1)
    expect(await query('SELECT FROM volunteers')).to.have.lengthOf(spelled.length)
    const identity = cipher.fingerprint('identity', spellIdentity(spelled[0]!))
    expect(await query('SELECT FROM volunteers WHERE identity_hash = $1', [identity])).to.have.lengthOf(1)
  })

  it('is not changed while somebody is connected who does not know the new one', async () => {
    await house(createCipher(FORMER)).dataKey.verify()
    const both = house(createCipher(NEW, FORMER))
    await both.dataKey.verify()
    const connect = async (cipher: Cipher) => {
      const client = new pg.Client({ connectionString: database.url, application_name: connectionNameOf(cipher) })
      await client.connect()
      return client
    }
    const left = await connect(createCipher(FORMER))
    expect(await both.dataKey.rotate()).to.deep.equal({ ok: false, refused: 'unknown-to-somebody' })
    await left.end()
    const knowing = await connect(both.cipher)
    const until = Date.now() + 5000
    while (Date.now() < until && !(await both.dataKey.rotate()).ok) await new Promise(done => setTimeout(done, 50))
    expect((await both.dataKey.rotate()).ok).to.equal(true)
    await knowing.end()
  })

  it('tells what no key opens, and goes on with the rest', async () => {
    const former = house(createCipher(FORMER))
    await former.dataKey.verify()
    await fill(former)
    await house(createCipher(NEW, FORMER)).dataKey.verify()
    await query('UPDATE agent_requests SET topic_sealed = $1', [randomBytes(60)])
    const rotated = await house(createCipher(NEW, FORMER)).dataKey.rotate()
    expect(rotated.ok && rotated.tables.agent_requests).to.deep.equal({ resealed: 0, unreadable: 1 })
    expect((await unopenedBy(NEW)).map(({ column }) => column)).to.deep.equal(['agent_requests.topic_sealed'])
  })
})
