/** From a search to the very turn and back: filters that make no sense, pages while people go on talking, the place in a transcript. */
import { expect } from 'chai'
import { listConversations } from '../../src/storage/conversations.js'
import type { Tx } from '../../src/storage/transaction.js'
import { NOW } from '../support/services.js'
import { type ConsoleSite, createStaffBrowser, openConsoleSite } from './console-site.js'

const HOME = '/console/conversations'
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const plain = (attribute: string) => attribute.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')

describe('finding a turn', () => {
  let site: ConsoleSite
  let visitor: ReturnType<typeof createStaffBrowser>
  before(async () => {
    site = await openConsoleSite()
    await site.addStaff('reviewer@example.org', 'reviewer')
    visitor = createStaffBrowser(site)
    await visitor.signIn('reviewer@example.org')
  })
  after(() => site.close())

  const list = async (path: string) => {
    const { body } = await visitor.get(path)
    const rows = [...body.matchAll(/<a class="opens"[^>]*href="([^"]+)"[^>]*>([^<]*)<\/a>/g)]
    const button = /class="button" href="([^"]+)"/.exec(body)?.[1]
    return {
      said: rows.map(row => row[2]!),
      links: rows.map(row => plain(row[1]!)),
      older: button && plain(button),
      body,
    }
  }

  it('opens the transcript around it, marks it, and leads back to the same page of the list', async () => {
    const id = await site.addAccount('long-talker')
    for (let n = 1; n <= 400; n++) {
      const utterance = n === 200 ? '이번 주말에 바늘 찾기' : `말 ${n}.`
      await site.say(id, utterance, { at: later(-1000 + n) })
    }
    const question = `${HOME}?messenger=kakao&q=${encodeURIComponent('바늘찾기')}`
    const { links } = await list(question)
    expect(links).to.have.lengthOf(1)
    const { body } = await visitor.get(links[0]!.split('#')[0]!)
    expect(body).to.match(
      /<li class="turn looked" id="turn-\d+" aria-current="true">\s*<div class="said">\s*[^\n]*바늘 찾기/,
    )
    expect(links[0]).to.match(new RegExp(`#${/class="turn looked" id="(turn-\d+)"/.exec(body)![1]}$`))
    expect(body).to.include('말 199.').and.include('말 201.').and.not.include('말 400.')
    const back = plain(/class="back"><a href="([^"]+)"/.exec(body)![1]!)
    expect(back.split('#')[0]).to.equal(question)
    expect((await list(back.split('#')[0]!)).body).to.include(`id="${back.split('#')[1]}"`)
  })

  it('goes on from there in both directions, with every turn once', async () => {
    const { links } = await list(`${HOME}?q=${encodeURIComponent('바늘')}`)
    const said: string[] = []
    const gather = (body: string) =>
      [...body.matchAll(/class="utterance[^>]*><span class="unseen">[^<]*<\/span>([^<]*)</g)].map(match => match[1]!)
    const linkTo = (body: string, what: string) => {
      const href = new RegExp(`class="button" href="([^"]+)">${what}`).exec(body)?.[1]
      return href && plain(href).split('#')[0]
    }
    const { body } = await visitor.get(links[0]!.split('#')[0]!)
    said.push(...gather(body))
    for (let path = linkTo(body, '이전 말'); path; ) {
      const page = (await visitor.get(path)).body
      said.unshift(...gather(page))
      expect(page).to.include('찾은 말로')
      path = linkTo(page, '이전 말')
    }
    for (let path = linkTo(body, '다음 말'); path; ) {
      const page = (await visitor.get(path)).body
      said.push(...gather(page))
      path = linkTo(page, '다음 말')
    }
    const expected = Array.from({ length: 400 }, (_, n) => (n === 199 ? '이번 주말에 바늘 찾기' : `말 ${n + 1}.`))
    expect(said).to.deep.equal(expected)
  })

  it('says so when the turn is gone, and refuses a place that is none', async () => {
    const { links } = await list(`${HOME}?q=${encodeURIComponent('바늘')}`)
    const path = links[0]!.split('?')[0]!
    expect((await visitor.get(`${path}?turn=99999999`)).body).to.include('찾던 말은 지워졌거나')
    for (const query of ['turn=abc', 'before=-1', 'turn=1&turn=2', `before=${'9'.repeat(30)}`]) {
      const { status, body } = await visitor.get(`${path}?${query}`)
      expect(status, query).to.equal(400)
      expect(body).to.include('요청을 읽지 못했어요')
    }
  })

  it('passes nobody over and shows nobody twice while people go on talking', async () => {
    const ids: string[] = []
    for (let n = 0; n < 75; n++) {
      ids.push(await site.addAccount(`crowd-${n}`))
      await site.say(ids[n]!, `모임 ${n}번`, { at: later(n) })
    }
    const seen: string[] = []
    for (let path: string | undefined = `${HOME}?q=${encodeURIComponent('모임')}`; path; ) {
      const { links, older } = await list(path)
      seen.push(...links.map(link => link.split('?')[0]!))
      // Those of the last page and of the first one speak before the next page is asked for.
      for (const id of [ids[3]!, ids[74]!, ids[20]!])
        await site.say(id, '모임 또 말해요', { at: later(1000 + seen.length) })
      path = older
    }
    expect(seen).to.have.lengthOf(75)
    expect(new Set(seen)).to.deep.equal(new Set(ids.map(id => `${HOME}/${id}`)))
  })

  for (const [query, expected] of [
    ['이번주말에갈', ['이번 주말에  갈래요']],
    ['이 번 주 말에갈', ['이번 주말에  갈래요']],
    ['ＴＶ 보', ['tv 보면서 해도 되나요?']],
    ['100%', ['100% 되나요']],
    ['\\', ['역\\슬래시']],
    ['산', []],
    ['꿈', ['꿈']],
    ['ＴＶ', ['tv 보면서 해도 되나요?']],
    ['%', ['100% 되나요']],
    ['뽀', []],
  ] as const)
    it(`finds by the letters of “${query}”, whatever the spaces`, async () => {
      const known = await site.query("SELECT FROM turns WHERE utterance = '꿈'")
      if (known.length === 0)
        for (const [n, said] of [
          '이번 주말에  갈래요',
          'tv 보면서 해도 되나요?',
          '100% 되나요',
          '1000 명',
          '역\\슬래시',
          '꿈',
          '사나이',
        ].entries())
          await site.say(await site.addAccount(`letters-${n}`), said, { at: later(2000 + n) })
      expect((await list(`${HOME}?q=${encodeURIComponent(query)}`)).said).to.deep.equal(expected)
    })

  /** What the index is called in each of the months. */
  const partsOf = async (index: string) =>
    (
      await site.query<{ part: string }>('SELECT relid::text AS part FROM pg_partition_tree($1) WHERE isleaf', [index])
    ).map(({ part }) => part)

  it('reads only what the index gives for words of one and two syllables', async () => {
    for (const word of ['바늘', '꿈']) {
      const rows = await site.run(async tx => {
        await tx.query('SET LOCAL enable_seqscan = off')
        return tx.query(
          `EXPLAIN (ANALYZE, FORMAT JSON) SELECT FROM turns WHERE search_letters LIKE '%' || spread_letters('${word}') || '%'`,
        )
      })
      const plan = JSON.stringify(rows)
      for (const part of await partsOf('turns_search')) expect(plan).to.include(`"Index Name":"${part}"`)
      expect(plan).to.not.match(/"Rows Removed by Index Recheck":[1-9]/)
    }
  })

  it('reads only what one index gives, also for words too short for a trigram', async () => {
    /** Of the last statement, which is asked where the latest turns do not have enough. */
    const plan = (text: string) =>
      site.run(async tx => {
        const asked: [sql: string, values: unknown[]][] = []
        const query = async (...statement: (typeof asked)[number]) => {
          asked.push(statement)
          return []
        }
        await listConversations({ query } as unknown as Tx, { text }, undefined, 31)
        const [sql, values] = asked.at(-1)!
        await tx.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off')
        return JSON.stringify(await tx.query(`EXPLAIN ${sql}`, values))
      })
    const [trigrams, characters] = [await partsOf('turns_search'), await partsOf('turns_characters')]
    const used = async (word: string) => {
      const read = await plan(word)
      return [...trigrams, ...characters].filter(part => read.includes(part))
    }
    for (const word of ['뽀', 'tv', '%', 'a-b']) expect(await used(word), word).to.have.members(characters)
    for (const word of ['바늘', '꿈']) expect(await used(word), word).to.have.members(trigrams)
  })

  for (const query of ['q=%00', 'q=a%00b', 'q=%E2%80%AEabc', 'intent=%00'])
    it(`reads ${query} without what cannot be read`, async () => {
      expect((await visitor.get(`${HOME}?${query}`)).status).to.equal(200)
    })

  for (const [query, sentence] of [
    [`q=${'가'.repeat(101)}`, '찾는 말은 100자까지'],
    ['q=a&q=b', '찾는 말에 읽을 수 없는 글자'],
    ['messenger=telegram', '그런 메신저는 없어요'],
    ['intent=constructor', '그런 의도는 없어요'],
    ['from=yesterday', '‘이날부터’의 날짜가 맞지 않아요'],
    ['from=0000-01-01', '‘이날부터’의 날짜가 맞지 않아요'],
    ['to=2026-02-30', '‘이날까지’의 날짜가 맞지 않아요'],
    ['to=99999-01-01', '‘이날까지’의 날짜가 맞지 않아요'],
    ['from=2026-11-23&to=2026-11-01', '‘이날부터’가 ‘이날까지’보다 늦어요'],
    ['missed=yes', '읽을 수 없는 조건'],
    ['mesenger=kakao', '읽을 수 없는 조건'],
    ['q[]=x', '읽을 수 없는 조건'],
    ['below=x', '이어서 볼 곳을 찾지 못했어요'],
    [`below=2026-11-23T00:00:00.000Z_1_${'9'.repeat(40)}`, '이어서 볼 곳을 찾지 못했어요'],
  ] as const)
    it(`says what is wrong with ${query.slice(0, 40)}`, async () => {
      const { status, body } = await visitor.get(`${HOME}?${query}`)
      expect(status).to.equal(422)
      expect(body).to.include(sentence).and.not.include('조건에 맞는 대화가 없어요')
    })

  it('takes a hundred letters outside the basic plane for a hundred', async () => {
    expect((await visitor.get(`${HOME}?q=${encodeURIComponent('𠮷'.repeat(100))}`)).status).to.equal(200)
  })
})

describe('what was not understood', () => {
  it('is found with what was asked back and given up, without what was told to be outside', async () => {
    const site = await openConsoleSite()
    await site.addStaff('viewer@example.org')
    const visitor = createStaffBrowser(site)
    await visitor.signIn('viewer@example.org')
    const said = {
      lost: { intent: 'oos', band: 'reject', flow: 'lost', step: 'answer', outcome: 'refused:lost' },
      unsure: { band: 'confirm', flow: 'unsure', step: 'ask', outcome: 'unsure' },
      rejected: { band: 'confirm', flow: 'rejected', step: 'answer', outcome: 'rejected' },
      confirm: { band: 'confirm' },
      outside: { intent: 'oos', band: 'reject', flow: 'rejected', step: 'answer', outcome: 'rejected' },
      answered: { intent: 'oos', band: 'reject', outcome: 'asked' },
    } as const
    for (const [name, changes] of Object.entries(said)) await site.say(await site.addAccount(name), name, changes)
    const badges = async (query: string) => {
      const { body } = await visitor.get(`${HOME}?${query}`)
      const items = [...body.matchAll(/<p class="opens">([^<]*)<\/p>([\s\S]*?)<\/li>/g)]
      const badge = /못 알아들음|확실하지 않음|다룰 수 없는 말/
      return Object.fromEntries(items.map(([, name, rest]) => [name, badge.exec(rest!)?.[0] ?? null]))
    }
    const [missed, unsure] = ['못 알아들음', '확실하지 않음']
    expect(await badges('missed=1')).to.deep.equal({ lost: missed, unsure, rejected: missed, confirm: unsure })
    expect(await badges('')).to.include({ outside: '다룰 수 없는 말', answered: null })
    await site.close()
  })
})
