/** Who is one person: by name, birth date and phone, however the name is written, and however it was written earlier. */
import { expect } from 'chai'
import { createCipher } from '../../src/platform/cipher.js'
import { createVolunteerStore } from '../../src/storage/volunteers.js'
import { GILDONG, NOW, openServices, type TestServices } from '../support/services.js'

describe('a volunteer', () => {
  let house: TestServices
  before(async () => {
    house = await openServices()
  })
  after(() => house.close())

  const add = async (name: string, phone: string) =>
    (await house.run(tx => house.services.accounts.addVolunteer(tx, { ...GILDONG, name, phone }))).id

  it('is one however the name is written', async () => {
    for (const names of [
      ['kim MINSU', 'Kim Minsu', 'KIM MINSU', 'kimminsu'],
      ["D'Angelo Kim", 'D’Angelo Kim', 'dangelo kim'],
      ['마리아·김', '마리아 김', '마리아김'],
    ]) {
      const ids = []
      for (const name of names) ids.push(await add(name, `010${String(names.join().length).padStart(8, '0')}`))
      expect(new Set(ids).size, names.join()).to.equal(1)
    }
  })

  it('is one when written in many ways at the same moment', async () => {
    const names = ['lee jane', 'LEE JANE', 'Lee Jane', 'lee-jane']
    const ids = await Promise.all(names.map(name => add(name, '01077770001')))
    expect(new Set(ids).size).to.equal(1)
  })

  it('is two when the birth date or the phone differs', async () => {
    const other = await house.run(tx =>
      house.services.accounts.addVolunteer(tx, { ...GILDONG, name: 'Kim Minsu', birth: '2010-03-02' }),
    )
    expect(
      new Set([await add('Kim Minsu', '01077770002'), await add('Kim Minsu', '01077770003'), other.id]).size,
    ).to.equal(3)
  })

  it('is found again who was kept while letter case made another person, the first of them', async () => {
    const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
    const store = createVolunteerStore(cipher)
    const phone = '01077770004'
    const earlier = async (name: string, minute: number) => {
      const { id } = await house.run(tx =>
        store.findOrAdd(tx, { ...GILDONG, name: `other ${name}`, phone }, new Date(NOW.getTime() + minute * 60_000)),
      )
      const identity = cipher.fingerprint('identity', [name.replace(/\s/g, ''), GILDONG.birth, phone].join('|'))
      const nameSealed = cipher.seal(name, { table: 'volunteers', column: 'name_sealed', row: id })
      await house.query('UPDATE volunteers SET name_sealed = $2, identity_hash = $3 WHERE id = $1', [
        id,
        nameSealed,
        identity,
      ])
      return id
    }
    await earlier('Kim Minsoo', 0)
    const first = await earlier('kim MINSU', 1)
    await earlier('KIM MINSU', 2)
    for (const name of ['Kim Minsu', 'KIM MINSU']) expect(await add(name, phone), name).to.equal(first)
    const [row] = await house.query<{ n: number }>('SELECT count(*)::int AS n FROM volunteers WHERE phone_hash = $1', [
      cipher.fingerprint('phone', phone),
    ])
    expect(row?.n).to.equal(3)
  })
})
