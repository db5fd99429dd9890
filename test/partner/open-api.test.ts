/** The OpenAPI document of the partner API. */
import { expect } from 'chai'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

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

  it('says what is true of bodies and queries', async () => {
    const { json } = await site.call(undefined, 'GET', '/openapi.json')
    const { key } = await site.addOrganisation()
    const { NewProgram, ProgramChanges, Decision } = json.components.schemas
    for (const form of [NewProgram, ProgramChanges, Decision]) expect(form.additionalProperties).to.equal(false)
    for (const name of NewProgram.required as string[]) {
      const { [name]: _left, ...rest } = { ...PROGRAM } as Record<string, unknown>
      expect((await site.call(key, 'POST', '/programs', rest)).status, name).to.equal(422)
    }
    expect((await site.call(key, 'POST', '/programs', PROGRAM)).status).to.equal(201)
    const others = Object.keys(NewProgram.properties).filter(name => !NewProgram.required.includes(name))
    const nothing = Object.fromEntries(others.map(name => [name, null]))
    expect((await site.call(key, 'POST', '/programs', { ...PROGRAM, ...nothing })).status).to.equal(201)
    const filters = json.paths['/programs'].get.parameters.map(({ name }: { name: string }) => name)
    expect(filters).to.have.members([
      ...[
        'q',
        'sido',
        'sigungu',
        'category',
        'career',
        'from',
        'to',
        'kind',
        'portal',
        'open',
        'mine',
        'cursor',
        'limit',
      ],
    ])
    for (const name of filters) {
      const { status, json: refused } = await site.call(key, 'GET', `/programs?${name}=a&${name}=b`)
      expect(status, name).to.equal(422)
      expect(refused.error.details[0].field).to.equal(name)
    }
  })

  it('names Idempotency-Key and 415 wherever something is posted', async () => {
    const { json } = await site.call(undefined, 'GET', '/openapi.json')
    const posts = Object.values(json.paths as Record<string, { post?: Operation }>).flatMap(({ post }) => post ?? [])
    expect(posts).to.have.lengthOf.at.least(3)
    for (const { parameters, responses } of posts) {
      expect(parameters.map(({ name }) => name)).to.include('Idempotency-Key')
      expect(responses).to.include.keys('415', '422', '403')
    }
  })
})

interface Operation {
  readonly parameters: readonly { name: string }[]
  readonly responses: object
}
