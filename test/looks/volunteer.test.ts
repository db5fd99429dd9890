/** Every page that a volunteer opens, walked through by its forms without a script, looked at small by day and wide by night. */
import { existsSync } from 'node:fs'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { APPLICATION_STATES } from '../../src/domain/application.js'
import { NOW, openSite, type Site } from '../web/site.js'
import { CHROMIUM, type Eye, openEye } from './eye.js'

const LONG =
  '수원천을 따라 걸으며 쓰레기를 줍고 새를 살피는 청소년 환경지킴이 플로깅(하반기 3기) supercalifragilisticexpialidocious'
const FULL = {
  title: LONG,
  organisationName: '경기도수원시팔달구청소년자원봉사활동지원센터연합회',
  place: '경기도 수원시 팔달구 매향동 수원천로 392번길 44-6, 화홍문 앞 잔디 광장에서 북쪽으로 50m',
  description:
    '함께해요.\n\n- 걷기 편한 신발\n- https://example.org/a/very/long/address/without/any/space/in/it/at/all/to/break',
  preparation: '장갑, 물통, 모자',
  contact: '031-000-0000',
}

describe('the look of the volunteer’s pages', function () {
  this.timeout(60_000)
  let eye: Eye
  let site: Site
  let page: Page
  before(async function () {
    if (!existsSync(CHROMIUM)) {
      process.stdout.write(`    (skipped: there is no ${CHROMIUM})\n`)
      this.skip()
    }
    site = await openSite({ kakao: 'https://pf.kakao.com/_sonmoa', talktalk: 'https://talk.naver.com/sonmoa' })
    eye = await openEye()
  })
  after(async () => {
    await eye?.close()
    await site?.close()
  })
  beforeEach(async () => {
    site.clock.set(NOW)
    page = await eye.visitor()
  })
  const walk = (whose: string, steps: () => Promise<void>) =>
    it(whose, async () => {
      await steps()
      expect(eye.faults()).to.deep.equal([])
    })

  const look = (name: string) => eye.look(page, name)
  const press = (name: string) => page.getByRole('button', { name }).first().click()
  const fill = async (fields: Record<string, string>) => {
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
  }
  const heading = () => page.locator('h1').textContent()
  async function see(path: string, name: string) {
    await page.goto(site.url + path)
    await look(name)
  }
  let people = 0
  const addVolunteer = () =>
    site.addVolunteer({ name: '남궁민수', phone: `010555${String(++people).padStart(5, '0')}` })
  async function enter(volunteerId: string, flow: string, subject?: string) {
    await page.goto(`${site.url}/enter`)
    await fill({ '받은 링크': `여기요 ${site.url}/enter#${await site.entryToken(volunteerId, flow, subject)}` })
    await press('들어가기')
  }

  walk('for who comes by no link', async () => {
    for (const path of [
      '/',
      '/nowhere',
      '/certificates/x',
      '/privacy',
      '/my',
      '/enter',
      '/link',
      '/left',
      '/forgotten',
    ])
      await see(path, `web${path.replaceAll('/', '-')}`)
    for (const name of ['failed', 'unclear', 'stale'])
      await eye.lookAt(site.views.pages.render(name), `${site.url}/my`, `web-${name}`)
  })

  walk('for who links a chat, from the first field to the last', async () => {
    const { pairing } = await site.linking('kakao', 'walker')
    await page.goto(`${site.url}/link`)
    await press('인증번호 받기')
    await look('web-link-empty')
    await fill({ '연결 코드': pairing, 이름: '홍길동', 생년월일: '2010년 3월 1일', '휴대전화 번호': '010-7777-1234' })
    await page.getByLabel('동의합니다').check()
    await press('인증번호 받기')
    await look('web-link-code')
    await fill({ 인증번호: '12' })
    await press('확인')
    await look('web-link-code-wrong')
    await press('다시 받기')
    await look('web-link-code-again')
    await press('입력한 내용 고치기')
    await look('web-link-change')
    await page.getByLabel('동의합니다').check()
    await fill({ 이름: '홍길동', 생년월일: '20100301', '휴대전화 번호': '+82 10 7777 1234' })
    await press('인증번호 받기')
    await fill({ 인증번호: await site.lastCode() })
    await press('확인')
    await look('web-link-done')
    expect(await page.getByRole('heading', { name: '연결되었습니다' }).count()).to.equal(1)
  })

  walk('for whose link cannot be used', async () => {
    const { pairing } = await site.linking('talktalk', 'too-young')
    await page.goto(`${site.url}/link`)
    await fill({ '연결 코드': pairing, 이름: '이어린', 생년월일: '20200301', '휴대전화 번호': '01077770000' })
    await page.getByLabel('동의합니다').check()
    await press('인증번호 받기')
    await look('web-link-under-14')
    const other = await site.linking('talktalk', 'other-number')
    await press('연결 코드로 새로 시작하기')
    await fill({ '연결 코드': other.pairing })
    await press('인증번호 받기')
    await look('web-link-about')
    await press('숫자가 달라요')
    await look('web-link-stopped')
  })

  walk('for who comes by a notice, applies, cancels and takes it back', async () => {
    const { id } = await addVolunteer()
    const program = await site.addProgram(FULL)
    await enter(id, 'apply', program.id)
    await look('web-program')
    await press('신청하기')
    await look('web-my-applied')
    await page.getByRole('button', { name: /^취소/ }).click()
    await look('web-cancel')
    await press('취소하기')
    await look('web-my-cancelled')
    expect(await page.locator('.message').textContent()).to.include('되돌릴 수 있어요')
    await press('되돌리기')
    expect(await page.locator('.message').textContent()).to.include('되돌렸어요')
    await page.goto(`${site.url}/my/programs/${program.id}`)
    await look('web-program-refused')
    const [{ id: application }] = (await site.query<{ id: string }>(
      'SELECT id FROM applications WHERE volunteer_id = $1',
      [id],
    )) as [{ id: string }]
    await see(`/my/applications/${application}/undo`, 'web-undo')
    site.clock.set(new Date(program.startsAt.getTime() - 60_000 * 60))
    await enter(id, 'cancel', application)
    await look('web-cancel-late')
    await press('취소 요청하기')
    await look('web-my-requested')
    await see(`/my/applications/${application}/cancel`, 'web-cancel-refused')
    await see('/my/programs/00000000-0000-4000-8000-000000000000', 'web-my-nowhere')
  })

  walk('for whom another chat was linked', async () => {
    const { id } = await addVolunteer()
    const [account] = await site.query<{ id: string }>(
      `INSERT INTO messenger_accounts (messenger, user_key, volunteer_id, linked_at, created_at, seen_at)
       VALUES ('talktalk', 'another', $1, $2, $2, $2) RETURNING id`,
      [id, NOW],
    )
    await enter(id, 'logout', account!.id)
    await look('web-unlink')
    await press('연결 끊기')
    expect(await page.locator('.message').textContent()).to.include('연결을 끊었어요')
    await look('web-unlinked')
    await see(`/my/accounts/${account!.id}/unlink`, 'web-unlink-again')
    expect(await page.getByRole('button', { name: '연결 끊기' }).count()).to.equal(0)
  })

  walk('for who uses a link twice, and leaves', async () => {
    const { id } = await addVolunteer()
    const token = await site.entryToken(id, 'check')
    const other = await eye.visitor()
    for (const someone of [other, page]) {
      await someone.goto(`${site.url}/enter`)
      await someone.getByLabel('받은 링크').fill(token)
      await someone.getByRole('button', { name: '들어가기' }).click()
    }
    await look('web-enter-used')
    await eye.look(other, 'web-my-empty')
    await other.goto(`${site.url}/enter`)
    await eye.look(other, 'web-enter-in')
    await other.goto(`${site.url}/my`)
    await other.getByRole('button', { name: '나가기' }).click()
    expect(await other.locator('h1').textContent()).to.equal('안전하게 나왔어요')
  })

  walk('for who has everything', async () => {
    const { id } = await addVolunteer()
    for (const [n, state] of APPLICATION_STATES.entries()) {
      const program = await site.addProgram({ ...(n % 2 ? FULL : {}), capacity: n === 3 ? 1 : 20 })
      const { id: application } = await site.apply(id, program.id)
      await site.query('UPDATE applications SET state = $2, offer_until = $3 WHERE id = $1', [
        application,
        state,
        program.startsAt,
      ])
    }
    const { title, organisationName, place, description } = FULL
    const external = await site.addPortalProgram({
      ...{ title, organisationName, place, description },
      origins: [
        { portal: '1365', externalId: 'x', url: 'https://www.1365.go.kr/x' },
        { portal: 'vms', externalId: 'x', url: null },
      ],
    })
    await site.query(
      `INSERT INTO records (volunteer_id, portal, title, organisation_name, done_on, minutes, state, created_at)
       VALUES ($1, 'own', $2, $3, '2026-10-03', 150, 'approved', $4), ($1, 'own', '책 정리', '도서관', '2026-10-04', 60, 'entered', $4)`,
      [id, LONG, FULL.organisationName, NOW],
    )
    await enter(id, 'apply', external.id)
    await look('web-program-external')
    await press('내 봉사에 담아 두기')
    await look('web-program-kept')
    await see('/my', 'web-my-everything')
    await press('담아 둔 것에서 빼기')
    expect(await page.locator('.message').textContent()).to.include('뺐어요')
  })

  walk('for who looks at all that is kept, takes it along and has it deleted', async () => {
    const { id } = await addVolunteer()
    await site.apply(id, (await site.addProgram(FULL)).id)
    await enter(id, 'profile')
    await look('web-data')
    const [file] = await Promise.all([page.waitForEvent('download'), press('모두 내려받기')])
    expect(file.suggestedFilename()).to.match(/\.json$/)
    await page.getByRole('link', { name: '내 정보 삭제' }).click()
    await look('web-data-delete')
    await press('모두 지우기')
    expect(await heading()).to.equal('모두 지웠어요')
  })
})
