/** Linking a messenger account over HTTP, as the page's script does it. */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { PRIVACY_VERSION } from '../../src/domain/consent.js'
import { GILDONG, NOW, openSite, type Site } from './site.js'

const PERSON = { name: '홍길동', birth: '20100301', phone: '010-1234-5678', consent: true }

describe('the linking page', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())
  beforeEach(async () => {
    await site.query('DELETE FROM notices')
    site.clock.set(NOW)
    site.linked.length = 0
  })

  let users = 0
  const tokenOfSomebody = (messenger: 'kakao' | 'talktalk' = 'kakao') => site.linkToken(messenger, `user-${++users}`)
  async function call(path: string, body: unknown) {
    const response = await fetch(site.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const answer = (await response.json()) as {
      message?: string
      lifeSeconds?: number
      error?: { code: string; message: string; details?: { field: string; message: string }[] & { refused?: string } }
    }
    return { status: response.status, ...answer }
  }
  const askCode = (token: string, changes: object = {}) => call('/link/code', { token, ...PERSON, ...changes })
  const confirm = (token: string, code: string) => call('/link/confirm', { token, code })
  const count = async (table: string) =>
    (await site.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n
  const phone = () => `010${String(20_000_000 + ++users)}`

  it('has the fields by their names, and its answer is kept nowhere and runs no script but what it says', async () => {
    const response = await fetch(`${site.url}/link`)
    const page = await response.text()
    for (const label of ['연결 코드', '이름', '생년월일', '휴대전화 번호', '개인정보 수집·이용에 동의합니다 (필수)']) {
      const id = new RegExp(`<label for="([^"]+)">${label.replace(/[()]/g, '\\$&')}</label>`).exec(page)?.[1]
      expect(page, label).to.match(new RegExp(`<input id="${id}"`))
    }
    expect(page)
      .to.match(/<form id="person-form"[^>]* method="post" action="\/link\/code"/)
      .and.match(/<button type="submit">인증번호 받기<\/button>/)
      .and.not.match(/style=|method="get"/)
    const policy = response.headers.get('content-security-policy')
    expect(policy).to.include("default-src 'none'")
    for (const [, script] of page.matchAll(/<script>([\s\S]*?)<\/script>/g))
      expect(policy).to.include(`'sha256-${createHash('sha256').update(script!).digest('base64')}'`)
    expect(response.headers.get('cache-control')).to.equal('no-store')
    expect(response.headers.get('referrer-policy')).to.equal('no-referrer')
  })

  it('links the account, records the consent and tells the chat', async () => {
    const token = await tokenOfSomebody('talktalk')
    expect(await askCode(token)).to.deep.equal({ status: 200, lifeSeconds: 180 })
    const answer = await confirm(token, await site.lastCode())
    expect(answer.status).to.equal(200)
    expect(answer.message).to.include('톡톡으로 돌아가면')
    expect(site.linked).to.deep.equal([{ messenger: 'talktalk', userKey: `user-${users}` }])
    const [row] = await site.query(
      `SELECT c.kind, c.version FROM messenger_accounts a JOIN consents c USING (volunteer_id) WHERE a.user_key = $1`,
      [`user-${users}`],
    )
    expect(row).to.deep.equal({ kind: 'privacy', version: PRIVACY_VERSION })
  })

  it('says so on KakaoTalk too, even when the chat cannot be continued', async () => {
    const { onLinked } = site.hooks
    site.hooks.onLinked = async () => {
      throw new Error('no talk')
    }
    const token = await tokenOfSomebody('kakao')
    await askCode(token)
    const answer = await confirm(token, await site.lastCode())
    site.hooks.onLinked = onLinked
    expect(answer.message).to.contain('‘연결했어요’를 누르거나').and.contain('먼저 말을 걸 수 없어서')
    expect(answer.status).to.equal(200)
  })

  it('spends nothing when the page is only opened', async () => {
    const token = await tokenOfSomebody()
    for (const method of ['GET', 'HEAD', 'GET']) await fetch(`${site.url}/link`, { method })
    expect((await askCode(token)).status).to.equal(200)
  })

  it('links once when the code is sent ten times at the same moment', async () => {
    const token = await tokenOfSomebody()
    await askCode(token, { phone: phone() })
    const code = await site.lastCode()
    const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(token, code)))
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1)
    expect(site.linked).to.have.length(1)
  })

  it('takes five tries, then refuses even the right code, and starts again with a new one', async () => {
    const token = await tokenOfSomebody()
    await askCode(token, { phone: phone() })
    const code = await site.lastCode()
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries++) {
      const { status, error } = await confirm(token, wrong)
      expect(status).to.equal(422)
      expect(error?.details?.[0]?.field).to.equal('code')
    }
    const { status, error } = await confirm(token, code)
    expect([status, error?.details?.refused]).to.deep.equal([429, 'too-many-tries'])
    await askCode(token, { phone: phone() })
    expect((await confirm(token, await site.lastCode())).status).to.equal(200)
  })

  it('lets a code live three minutes and a link half an hour', async () => {
    const token = await tokenOfSomebody()
    await askCode(token, { phone: phone() })
    const code = await site.lastCode()
    site.clock.set(new Date(NOW.getTime() + 181_000))
    const late = await confirm(token, code)
    expect([late.status, late.error?.details?.refused]).to.deep.equal([409, 'code-expired'])
    site.clock.set(new Date(NOW.getTime() + 31 * 60_000))
    for (const answer of [await askCode(token), await confirm(token, code)])
      expect([answer.status, answer.error?.details?.refused]).to.deep.equal([401, 'expired'])
  })

  it('answers the same whether or not the phone is known', async () => {
    await site.addVolunteer({ ...GILDONG, phone: '01055550000' })
    const answers = [
      await askCode(await tokenOfSomebody(), { phone: '01055550000' }),
      await askCode(await tokenOfSomebody(), { phone: '01066660000' }),
    ]
    expect(answers[0]).to.deep.equal(answers[1])
  })

  it('refuses a child under 14 with the reason and stores nothing', async () => {
    const token = await tokenOfSomebody()
    const tables = ['volunteers', 'phone_codes', 'notices', 'allowances', 'consents']
    const before = await Promise.all(tables.map(count))
    const { status, error } = await askCode(token, { birth: '2012-11-24' })
    expect([status, error?.details?.refused]).to.deep.equal([403, 'under-14'])
    expect(error?.message).to.include('보호자')
    expect(await Promise.all(tables.map(count))).to.deep.equal(before)
    const [kept] = await site.query('SELECT * FROM linkings WHERE refused IS NOT NULL')
    expect(kept?.phones).to.deep.equal([])
    expect((await askCode(await tokenOfSomebody(), { birth: '2012-11-23' })).status).to.equal(200)
  })

  it('takes a new start after that: another year on the same page is refused', async () => {
    const token = await tokenOfSomebody()
    await askCode(token, { birth: '2013-03-01' })
    for (const birth of ['2003-03-01', '2010-03-01', '2013-03-01']) {
      const { status, error } = await askCode(token, { birth })
      expect([status, error?.details?.refused], birth).to.deep.equal([403, 'under-14'])
    }
    expect((await askCode(await tokenOfSomebody(), { birth: '2010-03-01' })).status).to.equal(200)
  })

  it('refuses an account that is somebody else’s', async () => {
    const token = await tokenOfSomebody()
    const other = await site.addVolunteer({ name: '김손모' })
    await site.query('UPDATE messenger_accounts SET volunteer_id = $1 WHERE user_key = $2', [other.id, `user-${users}`])
    await askCode(token, { phone: phone() })
    const { status, error } = await confirm(token, await site.lastCode())
    expect([status, error?.details?.refused]).to.deep.equal([409, 'linked-already'])
    expect(site.linked).to.deep.equal([])
  })

  it('names every wrong field with how to put it right', async () => {
    const token = await tokenOfSomebody()
    const wrong = await askCode(token, { name: '1', birth: '20100231', phone: '0212345678', consent: false })
    expect(wrong.status).to.equal(422)
    expect(wrong.error?.details?.map(({ field }) => field)).to.deep.equal(['name', 'birth', 'phone', 'consent'])
    for (const { message } of wrong.error?.details ?? []) expect(message).to.match(/[가-힣]/)
    expect((await confirm(token, '12345')).error?.details?.[0]?.field).to.equal('code')
    expect((await call('/link/code', [])).status).to.equal(422)
    expect((await call('/link/code', '{')).status).to.equal(400)
    expect((await call('/link/code', { token: 'x'.repeat(9000) })).status).to.equal(413)
  })
})
