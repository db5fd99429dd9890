/** Another chat linked to somebody who was known before: the notice about it, and the page on which one press unlinks it. */
import { expect } from 'chai'
import type { NoticeFacts } from '../../src/domain/notice.js'
import { createCipher } from '../../src/platform/cipher.js'
import { placeOfFacts } from '../../src/storage/notices.js'
import { createVisitor, GILDONG, NOW, openSite, type Site } from './site.js'

describe('a chat that is linked to somebody who was known before', () => {
  const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())
  beforeEach(async () => {
    site.clock.set(NOW)
    for (const table of ['notices', 'allowances', 'messenger_accounts', 'volunteers'])
      await site.query(`DELETE FROM ${table}`)
  })

  async function link(messenger: 'kakao' | 'talktalk', user: string) {
    const { token, number } = await site.linking(messenger, user)
    const { linking } = site.services
    const session = linking.open(token)
    await site.run(tx => linking.sendCode(tx, session, GILDONG, '::1'))
    const code = await site.lastCode()
    const linked = await site.run(tx => linking.confirm(tx, session, code))
    expect(linked.ok).to.equal(true)
    const [account] = await site.query<{ id: string; volunteer_id: string }>(
      'SELECT id, volunteer_id FROM messenger_accounts WHERE user_key = $1',
      [user],
    )
    return { ...account!, number }
  }
  async function told() {
    const rows = await site.query<{ id: string; subject: string; volunteer_id: string; facts_sealed: Buffer }>(
      "SELECT id, subject, volunteer_id, facts_sealed FROM notices WHERE kind = 'linked'",
    )
    return rows.map(({ id, facts_sealed, ...row }) => {
      const { variables } = JSON.parse(cipher.open(facts_sealed, placeOfFacts(id))) as NoticeFacts
      return { ...row, variables }
    })
  }
  const owners = async () =>
    Object.fromEntries(
      (await site.query('SELECT user_key, volunteer_id FROM messenger_accounts')).map(row => [
        row.user_key,
        row.volunteer_id,
      ]),
    )

  it('is told to them: which messenger, which number, when; nobody is told of their first', async () => {
    await link('kakao', 'first')
    expect(await told()).to.deep.equal([])
    const { id, volunteer_id, number } = await link('talktalk', 'second')
    const variables = { 이름: '홍길동', 메신저: '네이버 톡톡', 확인숫자: number, 일시: '11월 23일(월) 10:00' }
    expect(await told()).to.deep.equal([{ subject: id, volunteer_id, variables }])
  })

  it('is told once, and not when the same chat is linked to them anew', async () => {
    await link('kakao', 'first')
    await link('kakao', 'first')
    expect(await told()).to.deep.equal([])
  })

  it('is unlinked by one press on the page of the notice, by the person alone and no other chat with it', async () => {
    const first = await link('kakao', 'first')
    const second = await link('talktalk', 'second')
    const visitor = createVisitor(site)
    const token = await site.entryToken(first.volunteer_id, 'logout', second.id)
    const entered = await visitor.enter(token)
    const page = `/my/accounts/${second.id}/unlink`
    expect(entered.headers.get('location')).to.equal(page)
    expect((await visitor.get(page)).body)
      .to.include('네이버 톡톡 채팅방이')
      .and.include('>연결 끊기</button>')
    expect((await owners()).second, 'a look unlinks nothing').to.equal(first.volunteer_id)
    expect((await visitor.post(page, {})).status, 'a form without the key').to.equal(403)
    expect((await visitor.press(page)).headers.get('location')).to.equal('/my')
    expect((await visitor.get('/my')).body).to.include('연결을 끊었어요')
    expect(await owners()).to.deep.equal({ first: first.volunteer_id, second: null })
    expect((await visitor.get(page)).body).to.include('이미 연결이 끊겨 있어요')
    expect((await createVisitor(site).enter(token)).status, 'the token is spent').to.equal(401)
  })

  it('is left alone when it is another person’s by now, and told apart from nothing', async () => {
    const first = await link('kakao', 'first')
    const second = await link('talktalk', 'second')
    const visitor = createVisitor(site)
    await visitor.enter(await site.entryToken(first.volunteer_id, 'logout', second.id))
    const page = `/my/accounts/${second.id}/unlink`
    const csrf = /name="csrf" value="([^"]+)"/.exec((await visitor.get(page)).body)![1]!
    const other = await site.addVolunteer({ name: '김손모', phone: '01099990000' })
    await site.query('UPDATE messenger_accounts SET volunteer_id = $1 WHERE id = $2', [other.id, second.id])
    expect((await visitor.get(page)).body).to.include('이미 연결이 끊겨 있어요')
    await visitor.post(page, { csrf })
    expect((await visitor.get('/my')).body).to.include('이미 연결이 끊겨 있어요')
    expect((await owners()).second).to.equal(other.id)
    const gone = '/my/accounts/00000000-0000-4000-8000-000000000000/unlink'
    expect((await visitor.get(gone)).body).to.equal((await visitor.get(page)).body)
    expect((await visitor.get('/my/accounts/x/unlink')).status).to.equal(404)
    expect((await createVisitor(site).get(page)).status).to.equal(401)
  })
})
