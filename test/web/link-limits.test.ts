/** How much linking may be tried: by a link, an account, a phone, an address, and all together, also at the same moment. */
import { expect } from 'chai'
import { NOW, openSite, type Site } from './site.js'

const DAY_MS = 24 * 60 * 60 * 1000
const HOUR_MS = 60 * 60 * 1000

describe('trying to link', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())
  let users = 0
  let phones = 0
  beforeEach(async () => {
    site.clock.set(NOW)
    await site.query('DELETE FROM allowances')
    await site.query('DELETE FROM notices')
  })

  const account = () => `user-${++users}`
  const phone = () => `010${String(30_000_000 + ++phones)}`
  const sessionOf = async (user = account()) => {
    const token = await site.linkToken('kakao', user)
    return { token, session: site.services.linking.open(token) }
  }
  const ask = (session: string, number = phone(), address = 'school') =>
    site.run(tx =>
      site.services.linking.sendCode(tx, session, { name: '김하늘', birth: '2010-03-01', phone: number }, address),
    )
  const confirm = (session: string, code: string) => site.run(tx => site.services.linking.confirm(tx, session, code))
  const refusals = (answers: readonly { ok: boolean; refused?: string }[]) =>
    Object.fromEntries(
      ['sent', 'too-many-of-link', 'too-many', 'too-many-today', 'busy'].map(name => [
        name,
        answers.filter(one => (one.ok ? 'sent' : one.refused) === name).length,
      ]),
    )
  /** What everybody in this window has asked for together. */
  const spendTogether = async (most: number) => {
    await ask((await sessionOf()).session)
    await site.query(
      `UPDATE allowances SET used = $1 WHERE used = 1 AND bucket =
      (SELECT bucket FROM allowances ORDER BY ctid DESC LIMIT 1)`,
      [most],
    )
  }
  const wrongTo = async () => {
    const code = await site.lastCode()
    return code === '000000' ? '000001' : '000000'
  }

  it('sends five codes by one link, to three phones, however many ask at the same moment', async () => {
    const one = await sessionOf()
    const number = phone()
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(one.session, number)))
    expect(refusals(answers)).to.include({ sent: 5, 'too-many-of-link': 35 })
    const other = await sessionOf()
    const numbers = Array.from({ length: 40 }, phone)
    expect(refusals(await Promise.all(numbers.map(each => ask(other.session, each))))).to.include({ sent: 3 })
    const [sent] = await site.query<{ n: number }>("SELECT count(*)::int AS n FROM notices WHERE kind = 'code'")
    expect(sent?.n).to.equal(8)
  })

  it('answers five hundred forms at the same moment with five codes', async function () {
    // They take one row in turn; how fast that goes is not what is promised here.
    this.timeout(60_000)
    const { token } = await sessionOf()
    const body = new URLSearchParams({ token, name: '김하늘', birth: '100301', phone: phone(), consent: 'on' })
    const statuses = await Promise.all(
      Array.from({ length: 500 }, async () => {
        const { status } = await fetch(`${site.url}/link/code`, { method: 'POST', body, redirect: 'manual' })
        return status
      }),
    )
    expect(statuses.filter(status => status === 303)).to.have.length(5)
    expect([...new Set(statuses)].sort()).to.deep.equal([303, 429])
    const [sent] = await site.query<{ n: number }>("SELECT count(*)::int AS n FROM notices WHERE kind = 'code'")
    expect(sent?.n).to.equal(5)
  })

  it('sends ten codes a day to one account, whatever links it asks for', async () => {
    const user = account()
    const answers = []
    for (let asked = 0; asked < 12; asked++) answers.push(await ask((await sessionOf(user)).session))
    expect(refusals(answers)).to.include({ sent: 10, 'too-many-today': 2 })
    site.clock.set(new Date(NOW.getTime() + DAY_MS))
    expect((await ask((await sessionOf(user)).session)).ok).to.equal(true)
  })

  it('sends a phone six codes an hour and twelve a day, and keeps other phones free', async () => {
    const number = phone()
    const asking = async (times: number) => {
      const answers = []
      for (let asked = 0; asked < times; asked++) answers.push(await ask((await sessionOf()).session, number))
      return refusals(answers)
    }
    expect(await asking(7)).to.include({ sent: 6, 'too-many': 1 })
    site.clock.set(new Date(NOW.getTime() + HOUR_MS))
    expect(await asking(6)).to.include({ sent: 6 })
    site.clock.set(new Date(NOW.getTime() + 2 * HOUR_MS))
    expect(await asking(2)).to.include({ 'too-many-today': 2 })
    expect((await ask((await sessionOf()).session)).ok).to.equal(true)
    site.clock.set(new Date(NOW.getTime() + DAY_MS))
    expect(await asking(1)).to.include({ sent: 1 })
  })

  it('leaves room for a school behind one address, and stops one address after 600 an hour', async () => {
    const sessions = await Promise.all(Array.from({ length: 30 }, () => sessionOf()))
    expect(refusals(await Promise.all(sessions.map(({ session }) => ask(session))))).to.include({ sent: 30 })
    await site.query('UPDATE allowances SET used = 600 WHERE used = 30')
    expect(await ask((await sessionOf()).session)).to.deep.equal({ ok: false, refused: 'too-many' })
    await site.query('UPDATE allowances SET used = 0 WHERE used = 600')
    expect((await ask((await sessionOf()).session, phone(), 'elsewhere')).ok).to.equal(true)
  })

  it('stops for everybody before the bill grows without end', async () => {
    await spendTogether(3000)
    expect(await ask((await sessionOf()).session, phone(), 'another address')).to.deep.equal({
      ok: false,
      refused: 'busy',
    })
  })

  it('takes nothing from the others where one limit refuses', async () => {
    const number = phone()
    for (let asked = 0; asked < 6; asked++) await ask((await sessionOf()).session, number, 'home')
    const used = () => site.query('SELECT used FROM allowances ORDER BY bucket, starts_at')
    const before = (await used()).filter(({ used }) => used !== 0)
    await ask((await sessionOf()).session, number, 'home')
    expect((await used()).filter(({ used }) => used !== 0)).to.deep.equal(before)
  })

  it('counts wrong codes for a day, by phone and by account, over links and codes', async () => {
    const number = phone()
    const answers: string[] = []
    for (let link = 0; link < 5; link++) {
      const { session } = await sessionOf()
      const sent = await ask(session, number)
      if (!sent.ok) answers.push(sent.refused)
      const wrong = await wrongTo()
      for (let tries = 0; tries < 5; tries++) {
        const linked = await confirm(session, wrong)
        answers.push(linked.ok ? 'linked' : linked.refused)
      }
    }
    expect(answers.filter(answer => answer === 'wrong-code')).to.have.length(15)
    expect(answers.filter(answer => answer === 'too-many-today')).to.not.be.empty
    site.clock.set(new Date(NOW.getTime() + DAY_MS))
    const tomorrow = await sessionOf()
    await ask(tomorrow.session, number)
    expect((await confirm(tomorrow.session, await site.lastCode())).ok).to.equal(true)
  })

  it('refuses even the right code after that, and does not count right ones', async () => {
    const user = account()
    for (let link = 0; link < 3; link++) {
      const { session } = await sessionOf(user)
      await ask(session)
      const wrong = await wrongTo()
      const tries = link < 2 ? 5 : 4
      for (let at = 0; at < tries; at++) await confirm(session, wrong)
    }
    const last = await sessionOf(user)
    await ask(last.session)
    const code = await site.lastCode()
    expect(await confirm(last.session, code === '000000' ? '000001' : '000000')).to.include({ refused: 'wrong-code' })
    expect(await confirm(last.session, code)).to.include({ refused: 'too-many-today' })
  })

  it('lets nobody guess pairing codes', async () => {
    const guess = (pairing: string, address = 'guesser') =>
      site.run(tx => site.services.linking.openPaired(tx, pairing, address))
    const { pairing } = await site.linking('kakao', account())
    for (let guessed = 0; guessed < 60; guessed++)
      expect(await guess(String(guessed).padStart(10, '0'))).to.include({ refused: 'unknown-pairing' })
    const digits = pairing.replace('-', '')
    expect(await guess(digits)).to.include({ refused: 'too-many-pairings' })
    expect((await guess(digits, 'school')).ok).to.equal(true)
  })
})
