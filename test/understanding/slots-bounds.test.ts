/** Before and after, at least and at most; days that do not exist or are over; midnight and the ends of the year. */
import { expect } from 'chai'
import { days, type Reading, readsAll, shippedReader } from './readings.js'

const past = (from: string, to = from) => ({ past: { from, to } })
const openFrom = (from: string, to: string) => ({ ...days(from, to), openEnd: true as const })

describe('slots: before and after days', () => {
  readsAll([
    ['20일 이후에', openFrom('2026-11-20', '2027-11-19')],
    ['12월 1일 이후로', openFrom('2026-12-01', '2027-11-30')],
    ['내일 이후로 가능', openFrom('2026-11-19', '2027-11-18')],
    ['다음 주 이후', openFrom('2026-11-23', '2027-11-22')],
    ['12월부터 시간 돼요', openFrom('2026-12-01', '2027-11-30')],
    ['토요일부터', openFrom('2026-11-21', '2027-11-20')],
    ['25일 지나서', openFrom('2026-11-26', '2027-11-25')],
    ['크리스마스 지나고', openFrom('2026-12-26', '2027-12-25')],
    ['12월 5일까지', days('2026-11-18', '2026-12-05')],
    ['다음달까지', days('2026-11-18', '2026-12-31')],
    ['설날 전까지', days('2026-11-18', '2027-02-06')],
    ['금요일 전에', days('2026-11-18', '2026-11-19')],
    ['12월 전에', days('2026-11-18', '2026-11-30')],
    ['11월 30일 이전', days('2026-11-18', '2026-11-30')],
    ['12월 10일 이후 20일까지', days('2026-12-10', '2026-12-20')],
    ['12월 1일부터 3일간', days('2026-12-01', '2026-12-03')],
    ['토요일 전날', days('2026-11-21')],
    ['사흘 지나서', days('2026-11-21')],
    ['일주일 지나서', days('2026-11-25')],
    ['3일 전까지 취소하면 되나요', {}],
    ['봉사 전에 뭐 먹어요', {}],
    ['그 이후로 연락이 없어요', {}],
    ['3월부터 한 봉사', days('2026-03-01', '2026-11-18'), 'hours'],
  ] satisfies Reading[])
})

describe('slots: before and after times', () => {
  readsAll([
    ['3시 이후', { times: { from: '15:00' } }],
    ['오전 10시 넘어서', { times: { from: '10:00' } }],
    ['4시 이전', { times: { to: '16:00' } }],
    ['오후 6시 전에는 끝나는 봉사', { times: { to: '18:00' }, endsBy: true }],
    ['7시 전에 끝나면 좋겠어', { times: { to: '19:00' }, endsBy: true }],
    ['12시에 끝나는 거', { times: { to: '12:00' }, endsBy: true }],
    ['4시에 끝나고 갈 수 있는', { times: { from: '16:00' } }],
    ['4시에 끝나는데 그 뒤로', { times: { from: '16:00' } }],
    ['2시에서 5시 사이에', { times: { from: '14:00', to: '17:00' } }],
    ['2시쯤부터 4시쯤까지', { times: { from: '14:00', to: '16:00' } }],
    ['10시 이후 1시 이전', { times: { from: '10:00', to: '13:00' } }],
    ['오전 지나서', { times: { from: '12:00' } }],
    ['저녁 이후로', { times: { from: '18:00' } }],
  ] satisfies Reading[])
})

describe('slots: lengths with a bound', () => {
  readsAll([
    ['5시간짜리 있나', { minutes: 300 }],
    ['적어도 두 시간', { minutes: 120, minutesBound: 'least' }],
    ['네 시간 이상', { minutes: 240, minutesBound: 'least' }],
    ['3시간 넘는 거', { minutes: 180, minutesBound: 'least' }],
    ['최소한 1시간', { minutes: 60, minutesBound: 'least' }],
    ['세 시간 이내', { minutes: 180, minutesBound: 'most' }],
    ['2시간 안에 끝나는', { minutes: 120, minutesBound: 'most' }],
    ['2시간 미만', { minutes: 120, minutesBound: 'most' }],
    ['길어야 3시간', { minutes: 180, minutesBound: 'most' }],
    ['4시간 넘지 않는 거', { minutes: 240, minutesBound: 'most' }],
    ['대략 두시간', { minutes: 120, minutesBound: 'about' }],
    ['두세 시간쯤', { minutes: 180, minutesBound: 'about' }],
    ['1시간 반 정도', { minutes: 90, minutesBound: 'about' }],
    ['3명 이상', { people: 3 }],
    ['두 시간 뒤', {}],
  ] satisfies Reading[])
})

describe('slots: days that are none', () => {
  readsAll([
    ['11월 31일에 하는 거', { impossible: ['11월 31일'] }],
    ['이번에 2월 30일 되나요', { impossible: ['2월 30일'] }],
    ['13월 2일이요', { impossible: ['13월 2일'] }],
    ['6월 31일(수)', { impossible: ['6월 31일(수)'] }],
    ['십일월 삼십일일', { impossible: ['십일월 삼십일일'] }],
    ['2027년 2월 29일', { impossible: ['2027년 2월 29일'] }],
    ['2026-11-31', { impossible: ['2026-11-31'] }],
    ['4/31', { impossible: ['4/31'] }],
    ['11월 31일이나 12월 1일', { ...days('2026-12-01'), impossible: ['11월 31일'] }],
    [
      '수원 11월 31일 2시',
      { region: { sido: '경기도', sigungu: '수원시' }, times: { from: '14:00' }, impossible: ['11월 31일'] },
    ],
    ['13/2', {}],
    ['12월 40대 봉사자', {}],
    ['11월 30명', { ...days('2026-11-01', '2026-11-30'), people: 30 }],
  ] satisfies Reading[])

  it('has 29 February when the next February has one', async () => {
    const read = await shippedReader()
    expect(read('2월 29일', '2027-06-01')).to.deep.equal(days('2028-02-29'))
    expect(read('2월 29일', '2026-11-18')).to.deep.equal({ impossible: ['2월 29일'] })
    expect(read('2월 29일 봉사', '2026-11-18', 'hours')).to.deep.equal(days('2024-02-29'))
  })
})

describe('slots: days that are over', () => {
  readsAll([
    ['11월 10일 신청', { ...days('2027-11-10'), ...past('2026-11-10') }],
    ['10월에 하는 거', { ...days('2027-10-01', '2027-10-31'), ...past('2026-10-01', '2026-10-31') }],
    ['2026년 11월 1일', { ...days('2026-11-01'), ...past('2026-11-01') }],
    ['그저께 봉사', { ...days('2026-11-16'), ...past('2026-11-16') }],
    ['지난주 봉사 신청', { ...days('2026-11-09', '2026-11-15'), ...past('2026-11-09', '2026-11-15') }],
    ['9월 1일', days('2027-09-01')],
    ['3월에', days('2027-03-01', '2027-03-31')],
    ['내년 11월 10일', days('2027-11-10')],
    ['한글날', days('2027-10-09')],
    ['오늘', days('2026-11-18')],
    ['11월 10일 봉사', days('2026-11-10'), 'hours'],
    ['어제 봉사 갔는데', days('2026-11-17'), 'dispute'],
  ] satisfies Reading[])

  it('leave of a month in its last week what is to come, unless it looks back', async () => {
    const read = await shippedReader()
    expect(read('11월 봉사', '2026-11-30')).to.deep.equal(days('2026-11-30'))
    expect(read('이번 달 봉사', '2026-11-26')).to.deep.equal(days('2026-11-26', '2026-11-30'))
    expect(read('11월 봉사', '2026-11-20')).to.deep.equal(days('2026-11-01', '2026-11-30'))
    expect(read('11월 봉사', '2026-11-30', 'hours')).to.deep.equal(days('2026-11-01', '2026-11-30'))
  })

  it('are of this year only', async () => {
    const read = await shippedReader()
    expect(read('12월 20일', '2027-01-05')).to.deep.equal(days('2027-12-20'))
  })
})

describe('slots: midnight, noon and the ends of the year', () => {
  readsAll([
    ['오늘 밤 12시까지', { ...days('2026-11-18'), times: { to: '24:00' } }],
    ['내일 밤 12시', { ...days('2026-11-19'), times: { from: '24:00' } }],
    ['자정에', { times: { from: '24:00' } }],
    ['자정 12시', { times: { from: '24:00' } }],
    ['저녁 8시부터 12시까지', { times: { from: '20:00', to: '24:00' } }],
    ['밤 11시부터 새벽 1시까지', { times: { from: '23:00', to: '01:00' } }],
    ['오후 9시부터 다음날 새벽 3시', { times: { from: '21:00', to: '03:00' } }],
    ['23시~2시', { times: { from: '23:00', to: '02:00' } }],
    ['밤 10시부터 아침 6시', { times: { from: '22:00', to: '06:00' } }],
    ['정오 12시', { times: { from: '12:00' } }],
    ['정오부터 2시까지', { times: { from: '12:00', to: '14:00' } }],
    ['낮 12시', { times: { from: '12:00' } }],
    ['새벽 12시', { times: { from: '00:00' } }],
    ['연말 봉사', days('2026-12-21', '2026-12-31')],
    ['연말까지', days('2026-11-18', '2026-12-31')],
    ['내년 연초에', days('2027-01-01', '2027-01-31')],
    ['내년초', days('2027-01-01', '2027-01-31')],
    ['내년 말', days('2027-12-21', '2027-12-31')],
    ['올해 말에', days('2026-12-21', '2026-12-31')],
    ['작년 말에 한 봉사', days('2025-12-21', '2025-12-31'), 'hours'],
    ['월말까지', days('2026-11-18', '2026-11-30')],
    ['월초에', days('2026-12-01', '2026-12-10')],
    ['새해에 봉사', days('2027-01-01', '2027-01-31')],
    ['여름방학 동안', days('2027-07-21', '2027-08-15')],
    ['방학 때', days('2027-01-01', '2027-02-28')],
    ['겨울방학', days('2027-01-01', '2027-02-28')],
    ['연말정산', {}],
    ['내년 초등학교 입학', days('2027-01-01', '2027-12-31')],
    ['방학숙제', {}],
    ['방학동', { region: { sido: '서울특별시', sigungu: '도봉구' } }],
    ['주연말고 조연', {}],
    ['새해 복 많이 받으세요', {}],
  ] satisfies Reading[])
})
