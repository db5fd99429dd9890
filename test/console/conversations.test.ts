/** Conversations on the console. */
import { expect } from 'chai'
import { NOW } from '../support/services.js'
import { type ConsoleSite, createStaffBrowser, openConsoleSite } from './console-site.js'

const HOME = '/console/conversations'
const MINUTE_MS = 60_000
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS)

describe('the list of conversations', () => {
  let site: ConsoleSite
  const browser = () => visitor
  let visitor: ReturnType<typeof createStaffBrowser>
  before(async () => {
    site = await openConsoleSite()
    await site.addStaff('reviewer@example.org', 'reviewer')
    visitor = createStaffBrowser(site)
    await visitor.signIn('reviewer@example.org')
    const kakao = await site.addAccount('user-key-kakao', '홍길동')
    const talktalk = await site.addAccount('user-key-talktalk', undefined, 'talktalk')
    const old = await site.addAccount('user-key-old', '김손모')
    await site.say(old, '50% 할인 되나요', { at: new Date('2026-11-20T23:30:00+09:00'), intent: 'faq' })
    await site.say(kakao, '수원 봉사 찾아줘', { at: later(1) })
    await site.say(talktalk, '웅앵웅', {
      at: later(2),
      messenger: 'talktalk',
      intent: 'oos',
      band: 'reject',
      outcome: 'rejected',
    })
    await site.say(kakao, '<b>010-1234-5678</b> 이에요', { at: later(3), intent: 'apply' })
    await site.run(tx => site.services.agents.request(tx, old, '상담원 바꿔줘'))
  })
  after(() => site.close())

  const rows = async (query = '') => {
    const { body } = await browser().get(`${HOME}?${query}`)
    return [...body.matchAll(/<a class="opens"[^>]*>([^<]*)<\/a>/g)].map(match => match[1])
  }
  const all = ['웅앵웅', '&lt;b&gt;[전화번호]&lt;/b&gt; 이에요', '50% 할인 되나요']

  it('says what cannot be used for want of its keys', async () => {
    expect((await browser().get(HOME)).body).to.include('지금 쓸 수 없는 기능: 알림톡과 문자')
  })

  it('shows each conversation once, the last that began first, by what was said last', async () => {
    expect(await rows()).to.deep.equal(all)
  })

  it('shows who it is only masked, and never the key in the messenger', async () => {
    const { body } = await browser().get(HOME)
    expect(body).to.include('홍*동').and.include('김*모').and.include('연결 안 됨')
    expect(body).to.not.match(/홍길동|김손모|user-key|010-?1234/)
  })

  it('marks what was told to be out of scope and who asked for a person', async () => {
    const { body } = await browser().get(HOME)
    const items = [...body.matchAll(/<li>\n<a[\s\S]*?<\/li>/g)].map(match => match[0])
    expect(items.map(item => item.includes('다룰 수 없는 말'))).to.deep.equal([true, false, false])
    expect(body).to.not.include('못 알아들음')
    expect(items.map(item => item.includes('상담 요청'))).to.deep.equal([false, false, true])
  })

  for (const [query, expected] of [
    ['messenger=talktalk', ['웅앵웅']],
    ['intent=search', ['수원 봉사 찾아줘']],
    ['missed=1', []],
    ['intent=oos', ['웅앵웅']],
    ['from=2026-11-23', all.slice(0, 2)],
    ['to=2026-11-20', all.slice(2)],
    ['from=2026-11-21&to=2026-11-22', []],
    ['q=봉사', ['수원 봉사 찾아줘']],
    ['q=50%', all.slice(2)],
    ['q=_', []],
    ['q=할 인되 나요', all.slice(2)],
    ['q=봉산', []],
    ['q=봉사&messenger=talktalk', []],
    ['messenger=&intent=&from=&to=&q=', all],
  ] as const) {
    it(`finds by ${query}`, async () => {
      expect(await rows(query.replace('%', '%25'))).to.deep.equal(expected)
    })
  }

  it('goes on page by page and keeps the filter', async () => {
    for (let n = 0; n < 35; n++)
      await site.say(await site.addAccount(`many-${n}`), `여러 사람 ${n}`, { at: later(-n % 5), intent: 'help' })
    const seen: (string | undefined)[] = []
    for (let path: string | undefined = `${HOME}?intent=help`; path; ) {
      const { body } = await browser().get(path)
      seen.push(...[...body.matchAll(/<a class="opens"[^>]*>([^<]*)<\/a>/g)].map(match => match[1]))
      path = /class="button" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
    }
    expect(new Set(seen).size).to.equal(35)
    expect(seen).to.have.lengthOf(35)
  })

  it('passes nothing over and shows nothing twice while people go on talking', async () => {
    const shown = async (path: string) => {
      const { body } = await browser().get(path)
      const older = /class="button" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&#x3D;', '=')
      return {
        accounts: [...body.matchAll(/class="opens"[^>]*conversations\/([0-9a-f-]+)/g)].map(row => row[1]!),
        older,
      }
    }
    const [{ there } = { there: 0 }] = await site.query<{ there: number }>(
      'SELECT count(*)::int AS there FROM conversations',
    )
    const seen: string[] = []
    for (let path: string | undefined = HOME; path; ) {
      const { accounts, older } = await shown(path)
      seen.push(...accounts)
      await site.say(accounts[0]!, '또 말해요', { at: later(20) })
      await site.say(await site.addAccount(`meanwhile-${seen.length}`), '새로 왔어요', { at: later(25) })
      path = older
    }
    expect(seen).to.have.lengthOf(there)
    expect(new Set(seen)).to.have.property('size', there)
  })

  it('is a look at everybody on it, with what was asked for, and with the words sealed', async () => {
    const browser = createStaffBrowser(site)
    await browser.signIn('reviewer@example.org')
    const before = (await site.looks()).length
    await browser.get(`${HOME}?messenger=kakao&q=%EC%88%98%EC%9B%90`)
    await browser.get(HOME)
    const [search, list] = (await site.looks()).slice(before)
    expect(search).to.deep.include({ actor: 'staff', address: '127.0.0.1', action: 'search' })
    expect(search!.details).to.deep.equal({ messenger: 'kakao' })
    expect(search!.words).to.equal('수원')
    expect(list).to.deep.include({ action: 'conversations', details: {}, words: undefined })
    const linked = await site.query<{ id: string; volunteer_id: string }>(
      'SELECT id, volunteer_id FROM messenger_accounts WHERE volunteer_id IS NOT NULL AND id = ANY ($1)',
      [list!.account_ids],
    )
    expect(list!.account_ids).to.have.lengthOf(30)
    expect(list!.volunteer_ids).to.have.members([...new Set(linked.map(row => row.volunteer_id))])
    const dump = JSON.stringify(await site.query('SELECT l::text, w::text FROM access_log l, access_words w'))
    expect(dump).to.not.include('수원')
  })

  it('tells conversations of one account apart, and what came of each', async () => {
    const id = await site.addAccount('user-key-twice')
    const rejected = { intent: 'oos', band: 'reject', flow: 'rejected', outcome: 'rejected', askedAgain: true } as const
    await site.say(id, '첫 말', { at: later(100), intent: 'dispute', outcome: 'done' })
    await site.say(id, '못 알아들을 말', { at: later(101), ...rejected })
    await site.say(id, '다시 온 말', { at: later(140), intent: 'dispute', outcome: 'asked' })
    const told = async (query: string) => {
      const { body } = await browser().get(`${HOME}?${query}`)
      const items = [...body.matchAll(/<li>\n<a[\s\S]*?<\/li>/g)].map(match => match[0].replace(/<[^>]+>|\s+/g, ' '))
      return items.slice(0, 2).map(item => item.replace(/\s+/g, ' ').trim())
    }
    const [second, first] = await told('')
    expect(second).to.include('다시 온 말').and.include('말 1번').and.include('물은 데서 끝남')
    expect(first).to.include('못 알아들을 말').and.include('말 2번').and.include('못 알아듣고 끝남')
    const [found, earlier] = await told('intent=dispute')
    expect(found).to.include('다시 온 말')
    expect(earlier).to.include('첫 말').and.include('말 2번')
  })
})

describe('a transcript', () => {
  let site: ConsoleSite
  let visitor: ReturnType<typeof createStaffBrowser>
  before(async () => {
    site = await openConsoleSite()
    await site.addStaff('reviewer@example.org', 'reviewer')
    visitor = createStaffBrowser(site)
    await visitor.signIn('reviewer@example.org')
  })
  after(() => site.close())

  it('tells what was said, how it was understood and what was answered', async () => {
    const id = await site.addAccount('user-key-1', '홍길동')
    await site.say(id, '수원 봉사 찾아줘')
    const answer = {
      replies: [
        {
          kind: 'list',
          title: '수원의 활동이에요',
          items: [{ title: '하천 쓰레기 줍기', text: '11월 28일(토)', choice: { label: '1', say: '1번' } }],
          buttons: [{ label: '더 보기', say: '더 보기' }],
        },
        { kind: 'card', title: '확인', text: '신청할까요?', facts: [{ label: '장소', value: '수원천' }] },
      ],
      choices: [],
    }
    await site.say(id, '첫 번째 거', {
      intent: 'apply',
      confidence: 0.514,
      band: 'confirm',
      outcome: 'refused:full',
      answer,
    })
    const { body } = await visitor.get(`${HOME}/${id}`)
    const text = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(text).to.include('홍*동').and.include('010-****-5678')
    for (const told of ['수원 봉사 찾아줘', '의도 활동 찾기', '확신 87%', '흐름 search / found', '이런 활동이 있어요.'])
      expect(text).to.include(told)
    for (const told of [
      '의도 신청',
      '확신 51%',
      '판단 되물을 만큼',
      '안 됨 (full)',
      '하천 쓰레기 줍기',
      '더 보기',
      '장소 수원천',
    ])
      expect(text).to.include(told)
    expect(text.indexOf('수원 봉사 찾아줘')).to.be.below(text.indexOf('첫 번째 거'))
    expect(body).to.not.match(/홍길동|01012345678|user-key/)
  })

  it('shows a turn that failed, with no intent and no answer', async () => {
    const id = await site.addAccount('user-key-2')
    await site.say(id, '', {
      intent: null,
      confidence: null,
      band: null,
      flow: null,
      step: null,
      outcome: 'error',
      answer: {},
    })
    const { status, body } = await visitor.get(`${HOME}/${id}`)
    expect(status).to.equal(200)
    expect(body).to.include('(말 없이 들어옴)').and.include('(답하지 않음)').and.include('오류')
  })

  it('has no name where it was said, also after the account is linked to nobody', async () => {
    const id = await site.addAccount('user-key-7', '홍길동')
    const answer = { replies: [{ kind: 'text', text: '홍길동님, 반가워요.' }], choices: [] }
    const { volunteerId, nameSealed } = await site.run(tx =>
      site.services.accounts.lock(tx, { messenger: 'kakao', userKey: 'user-key-7' }, undefined),
    )
    const speaker = { volunteerId, nameSealed, guestId: undefined }
    await site.say(id, '이건 홍 길동 거야', { answer, speaker, at: later(9) })
    for (const path of [HOME, `${HOME}/${id}`]) {
      const { body } = await visitor.get(path)
      expect(body).to.include('이건 [이름] 거야').and.not.include('길동')
    }
    await site.run(tx => site.services.accounts.unlinkOwn(tx, volunteerId!, id))
    const { body } = await visitor.get(`${HOME}/${id}`)
    expect(body).to.include('[이름]님, 반가워요.').and.not.include('길동')
  })

  it('shows a long talk from its end, and the earlier part on', async () => {
    const id = await site.addAccount('user-key-3')
    for (let n = 1; n <= 130; n++) await site.say(id, `말 ${n}.`)
    const { body } = await visitor.get(`${HOME}/${id}`)
    expect(body).to.include('말 130.').and.include('말 31.').and.not.include('말 30.')
    const earlier = /href="([^"]+before[^"]+)"/.exec(body)![1]!.replaceAll('&#x3D;', '=')
    const before = await visitor.get(earlier)
    expect(before.body).to.include('말 30.').and.include('말 1.').and.not.include('말 31.')
  })

  it('shows requests for a person without what they hide', async () => {
    const id = await site.addAccount('user-key-4')
    await site.run(tx => site.services.agents.request(tx, id, '010-1234-5678로 전화 주세요'))
    const { body } = await visitor.get(`${HOME}/${id}`)
    expect(body).to.include('기다리는 중').and.include('[전화번호]로 전화 주세요')
  })

  it('notes every look: who, when, from where, whose', async () => {
    const id = await site.addAccount('user-key-5')
    const earlier = (await site.looks()).length
    site.clock.set(later(5))
    await visitor.get(`${HOME}/${id}`)
    await visitor.get(`${HOME}/${id}?before=1`)
    const [{ id: staffId } = {}] = await site.query<{ id?: string }>(
      "SELECT id FROM staff WHERE email = 'reviewer@example.org'",
    )
    const noted = (await site.looks()).slice(earlier)
    const look = { actor: 'staff', actor_id: staffId, address: '127.0.0.1', action: 'conversation', account_ids: [id] }
    expect(noted).to.have.lengthOf(2)
    for (const { at, ...rest } of noted) {
      expect(rest).to.deep.include(look)
      expect(Math.abs(at.getTime() - later(5).getTime())).to.be.below(10_000)
    }
    expect(noted.map(({ details }) => details)).to.deep.equal([{}, { before: '1' }])
  })

  it('is not told when the look cannot be noted', async () => {
    const id = await site.addAccount('user-key-6')
    await site.say(id, '비밀 이야기')
    await site.query('ALTER TABLE access_log ADD CONSTRAINT "full" CHECK (false) NOT VALID')
    const { status, body } = await visitor.get(`${HOME}/${id}`)
    await site.query('ALTER TABLE access_log DROP CONSTRAINT "full"')
    expect(status).to.equal(500)
    expect(body).to.include('잠시 문제가 생겼어요').and.not.include('비밀 이야기')
  })
})
