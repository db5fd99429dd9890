/** Who may call the partner API. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createToken } from '../../src/platform/cipher.js'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const ID = randomUUID()
const READING = [
  ['GET', '/programs'],
  ['GET', `/programs/${ID}`],
  ['GET', `/programs/${ID}/applications`],
] as const
const CHANGING = [
  ['POST', '/programs'],
  ['PATCH', `/programs/${ID}`],
  ['POST', `/applications/${ID}/approve`],
  ['POST', `/applications/${ID}/reject`],
] as const

describe('access to the partner API', () => {
  let site: PartnerSite
  before(async () => {
    site = await openPartnerSite()
  })
  after(() => site.close())

  for (const [method, path] of [...READING, ...CHANGING]) {
    it(`refuses ${method} ${path.replace(ID, ':id')} without a key and with an unknown one`, async () => {
      for (const key of [undefined, createToken(), 'x']) {
        const { status, json, headers } = await site.call(key, method, path, method === 'GET' ? undefined : PROGRAM)
        expect(status).to.equal(401)
        expect(json.error.code).to.equal('unauthenticated')
        expect(headers.get('www-authenticate')).to.equal('Bearer')
      }
    })
  }

  it('lets a key of scope read see and not change', async () => {
    const { key } = await site.addOrganisation('지역 소식지', 'read')
    for (const [method, path] of CHANGING) expect((await site.call(key, method, path, {})).status).to.equal(403)
    expect((await site.call(key, 'GET', '/programs')).status).to.equal(200)
  })

  it("tells another organisation's ids, unknown and impossible ones alike as 404", async () => {
    const ours = await site.addOrganisation()
    const theirs = await site.addOrganisation('다른 기관')
    const { json: program } = await site.call(ours.key, 'POST', '/programs', PROGRAM)
    const application = await site.applyTo(program.id)
    for (const id of [program.id, ID, 'abc', '%00']) {
      const expected = id === program.id ? 200 : 404
      expect((await site.call(theirs.key, 'GET', `/programs/${id}`)).status, 'what is listed').to.equal(expected)
      expect((await site.call(theirs.key, 'PATCH', `/programs/${id}`, { capacity: 9 })).status).to.equal(404)
      expect((await site.call(theirs.key, 'GET', `/programs/${id}/applications`)).status).to.equal(404)
    }
    for (const id of [application, ID, 'abc']) {
      expect((await site.call(theirs.key, 'POST', `/applications/${id}/approve`, {})).status).to.equal(404)
      expect((await site.call(theirs.key, 'POST', `/applications/${id}/reject`, {})).status).to.equal(404)
    }
    const { json } = await site.call(ours.key, 'GET', `/programs/${program.id}/applications`)
    expect(json.items[0].state).to.equal('applied')
  })

  it('keeps only a hash of the key', async () => {
    const { id, key } = await site.addOrganisation()
    const [row] = await site.query('SELECT * FROM organisations WHERE id = $1', [id])
    expect(JSON.stringify(row)).to.not.include(key)
  })

  it('answers an address that is not there with 404 in JSON', async () => {
    const { key } = await site.addOrganisation()
    const { status, json } = await site.call(key, 'GET', '/talents')
    expect(status).to.equal(404)
    expect(json.error.code).to.equal('not-found')
  })
})
