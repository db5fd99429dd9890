/** The OpenAPI document of the partner API. */
import { expect } from 'chai'
import { openPartnerSite, type PartnerSite } from './partner-site.js'

describe('the OpenAPI document', () => {
  let site: PartnerSite
  before(async () => {
    site = await openPartnerSite()
  })
  after(() => site.close())

  it('is there for everybody and made of the schemas', async () => {
    const { status, json } = await site.call(undefined, 'GET', '/openapi.json')
    expect(status).to.equal(200)
    expect(json.openapi).to.equal('3.1.0')
    const { NewProgram, Program } = json.components.schemas
    expect(NewProgram.required).to.include.members(['title', 'capacity']).and.not.include('minAge')
    expect(NewProgram.properties.startsAt).to.include({ type: 'string', format: 'date-time' })
    expect(Program.properties).to.include.keys('seatsTaken', 'waiting', 'portal')
  })

  it('points to schemas that are there', async () => {
    const { json } = await site.call(undefined, 'GET', '/openapi.json')
    const pointed = JSON.stringify(json.paths).matchAll(/#\/components\/schemas\/(\w+)/g)
    for (const [, name] of pointed) expect(json.components.schemas).to.have.property(name!)
  })

  it('lists the routes there are, each with a key', async () => {
    const { json } = await site.call(undefined, 'GET', '/openapi.json')
    for (const [path, operations] of Object.entries(json.paths as Record<string, object>))
      for (const method of Object.keys(operations)) {
        const { status } = await site.call(undefined, method.toUpperCase(), path.replace('{id}', 'x'))
        expect(status, `${method} ${path}`).to.equal(401)
      }
  })
})
