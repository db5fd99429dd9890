/** Who may call the partner API. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { ROUTES } from '../../src/partner/index.js'
import { createToken } from '../../src/platform/cipher.js'
import { routesOf } from '../support/walk/routes.js'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const ID = randomUUID()
const CALLS = ROUTES.map(({ method, path, scope }) => ({
  method: method.toUpperCase(),
  path: path.replace(':id', ID),
  scope,
  body: method === 'get' ? undefined : PROGRAM,
}))

describe('access to the partner API', () => {
  let site: PartnerSite
  before(async () => {
    site = await openPartnerSite()
  })
  after(() => site.close())

  it('has a description for every route that there is', () => {
    const described = ROUTES.map(({ method, path }) => ({ method: method.toUpperCase(), path }))
    const open = { method: 'GET', path: '/openapi.json' }
    expect(routesOf({ router: site.router })).to.have.deep.members([open, ...described])
  })

  for (const { method, path, body } of CALLS) {
    it(`refuses ${method} ${path.replace(ID, ':id')} without a key and with an unknown one`, async () => {
      for (const key of [undefined, createToken(), 'x']) {
        const { status, json, headers } = await site.call(key, method, path, body)
        expect(status).to.equal(401)
        expect(json.error.code).to.equal('unauthenticated')
        expect(headers.get('www-authenticate')).to.equal('Bearer')
      }
    })
  }

  it('lets a key of scope read see and not change', async () => {
    const { key } = await site.addOrganisation('지역 소식지', 'read')
    for (const { method, path, scope, body } of CALLS) {
      expect(scope, `${method} ${path}`).to.equal(method === 'GET' ? 'read' : 'manage')
      const { status } = await site.call(key, method, path, body)
      if (scope === 'manage') expect(status, path).to.equal(403)
      else expect(status, path).to.not.be.oneOf([401, 403])
    }
  })

  it('reads the Idempotency-Key of every POST, and a body wherever something is changed', async () => {
    const { key } = await site.addOrganisation()
    for (const { method, path } of CALLS) {
      if (method === 'GET') continue
      const { status } = await site.call(key, method, path, { 'no such name': 1 })
      expect(status, `${method} ${path}`).to.equal(422)
      if (method !== 'POST') continue
      const { json } = await site.call(key, method, path, {}, { 'idempotency-key': 'k'.repeat(201) })
      expect(json.error.details?.[0].field, path).to.equal('Idempotency-Key')
    }
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
