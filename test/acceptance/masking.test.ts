/** Every kind of personal data is typed in both messengers; then nothing of it is readable in any column of the database. */
import { expect } from 'chai'
import { kakaoPerson, talkTalkPerson } from '../support/service.js'
import { readablePlacesOf } from '../support/whole-database.js'
import { openScene, type Scene } from './scene.js'

/** What is said, and what of it may not be found afterwards. */
const SAID: readonly (readonly [said: string, ...personal: string[]])[] = [
  ['저는 김민수예요', '김민수'],
  ['엄마 이름은 박영희예요', '박영희'],
  ['최수민 학생이랑 같이 신청할래요', '최수민'],
  ['이서연 010-2345-6789로 연락 주세요', '이서연', '2345-6789'],
  ['제 번호는 공일공 삼사오육 칠팔구일이에요', '삼사오육', '칠팔구일'],
  ['０１０－４５６７－８９１２', '４５６７－８９１２', '4567-8912'],
  ['메일은 minsu99 골뱅이 네이버 닷컴', 'minsu99'],
  ['집 주소는 경기도 수원시 영통구 권광로 12-3 101동 1203호예요', '권광로', '1203호'],
  ['영통중 2학년 3반 12번이에요', '영통중', '3반'],
  ['생년월일은 2009년 5월 14일이에요', '5월 14일'],
  ['주민번호 뒷자리 3123987', '3123987'],
  ['국민 123456-04-987654 로 보내주세요', '987654'],
  ['카드 4111-1111-1111-1111', '4111-1111'],
  ['여권 M98765432', 'M98765432'],
  ['운전면허 11-22-334455-44', '334455'],
  ['아이디 minsu_kim 비밀번호 s3cret!99', 'minsu_kim', 's3cret!99'],
  ['https://open.kakao.com/o/sAbCdEfG', 'sAbCdEfG'],
  ['my name is Seojun Hwang', 'Seojun', 'Hwang'],
  ['저는 응우옌 티 흐엉이라고 해요', '응우옌', '흐엉'],
]
/** In KakaoTalk a picture comes as its address. */
const PHOTOS = [
  'https://dn-m.talk.kakao.com/talkm/aBcDe/fGhI/i_93bca1.jpeg',
  'List(http://dn-m.talk.kakao.com/talkm/x/i_93bca2.jpg, http://dn-m.talk.kakao.com/talkm/x/i_93bca3.jpg)',
]
const PERSON = { name: '제갈하윤', birth: '2010-04-17', phone: '01056781234' }
const PERSONAL = [
  ...SAID.flatMap(([, ...personal]) => personal),
  'i_93bca',
  'talk.kakao.com',
  '제갈하윤',
  '제갈 하윤',
  '2010-04-17',
  '20100417',
  '56781234',
  '5678-1234',
]

describe('what is personal in the talk', () => {
  let scene: Scene
  const seen: string[] = []
  before(async function () {
    this.timeout(90_000)
    scene = await openScene()
    await scene.program()
    const kakao = kakaoPerson(scene.service)
    const talktalk = talkTalkPerson(scene.service)
    for (const [at, [said]] of SAID.entries()) {
      await kakao.say(said, { key: `k${at}` })
      await talktalk.say(said)
    }
    for (const photo of PHOTOS) seen.push((await kakao.say(photo)).trace)
    await kakao.say('상담원')
    await kakao.say('저는 김민수인데 010-2345-6789로 전화 주세요')
    await kakao.say('네')
    await kakao.say('다음 주말 수원 봉사 찾아줘')
    await kakao.press('광교')
    const token = new URL(kakao.last().presses.find(({ url }) => url?.includes('/link#'))!.url!).hash.slice(1)
    await scene.service.post('/link/code', { token, ...PERSON, consent: true })
    await scene.service.post('/link/confirm', { token, code: await scene.solapi.codeFor(PERSON.phone) })
    for (const said of [
      '네',
      '제갈하윤',
      '제갈 하윤 신청 확인',
      '상담원',
      '제갈하윤이 물어봐요',
      '네',
      '연결 끊어줘',
      '네',
      '제갈하윤이에요',
    ])
      await kakao.say(said)
  })
  after(() => scene.stop())

  it('is readable in no column of any table', async () => {
    const found = await readablePlacesOf(scene.database.dataSource, PERSONAL)
    expect(found).to.deep.equal([])
  })

  it('is no address of a picture: that one came is answered', () => {
    expect(seen[0]).to.equal('unreadable/answer/rejected')
    expect(seen[1]).to.match(/^(?:unreadable|lost)\/answer\//)
  })

  it('was written: the sentence stays readable, the original is sealed beside it', async () => {
    const rows = await scene.query<{ utterance: string }>(
      'SELECT utterance FROM turns WHERE utterance_sealed IS NOT NULL',
    )
    const said = rows.map(({ utterance }) => utterance)
    expect(rows).to.have.length.of.at.least(2 * SAID.length)
    expect(said).to.include.members(['저는 [이름]예요', '[이름] [전화번호]로 연락 주세요', '[이름] 신청 확인'])
  })
})
