/** Several places and what is excepted from places and days; old, new and English names; slang. */
import { among, days, type Reading, readsAll } from './readings.js'

const SEOUL = '서울특별시'
const GYEONGGI = '경기도'
const at = (sido: string, sigungu?: string) => ({ region: sigungu ? { sido, sigungu } : { sido } })

describe('slots: several places', () => {
  readsAll([
    ['대구랑 경산에서 찾아줘', among(['대구광역시'], ['경상북도', '경산시'])],
    ['노원 또는 도봉', among([SEOUL, '노원구'], [SEOUL, '도봉구'])],
    ['서울, 경기, 인천 전부', among([SEOUL], [GYEONGGI], ['인천광역시'])],
    ['부천이랑 광명이랑 시흥', among([GYEONGGI, '부천시'], [GYEONGGI, '광명시'], [GYEONGGI, '시흥시'])],
    ['마포·용산', among([SEOUL, '마포구'], [SEOUL, '용산구'])],
    [
      '강서구나 양천구 봉사',
      {
        region: { sigungu: '강서구', sidos: [SEOUL, '부산광역시'] },
        regions: [
          { sigungu: '강서구', sidos: [SEOUL, '부산광역시'] },
          { sido: SEOUL, sigungu: '양천구' },
        ],
      },
    ],
    ['이천이나 여주', among([GYEONGGI, '이천시'], [GYEONGGI, '여주시'])],
    ['부산이나 양산', among(['부산광역시'], ['경상남도', '양산시'])],
    ['전주와 완주', among(['전북특별자치도', '전주시'], ['전북특별자치도', '완주군'])],
    ['서울 강남이나 서초', among([SEOUL, '강남구'], [SEOUL, '서초구'])],
    ['수영이랑 부산 가요', at('부산광역시')],
    ['우리구리 아니면 하남', at(GYEONGGI, '하남시')],
    ['수원 수원', at(GYEONGGI, '수원시')],
    ['수원시 영통구', at(GYEONGGI, '수원시')],
    ['서울 사는데 마포에서 하는 거', at(SEOUL, '마포구')],
    ['구리나 하남', among([GYEONGGI, '구리시'], [GYEONGGI, '하남시'])],
  ] satisfies Reading[])
})

describe('slots: exceptions', () => {
  readsAll([
    ['인천인데 강화는 제외하고', { ...at('인천광역시'), corrects: true, not: at('인천광역시', '강화군') }],
    ['부산 전체에서 기장군 빼고', { ...at('부산광역시'), corrects: true, not: at('부산광역시', '기장군') }],
    ['수원이랑 용인 중에 용인 말고', { ...at(GYEONGGI, '수원시'), corrects: true, not: at(GYEONGGI, '용인시') }],
    ['이번 주말 일요일 빼고', { ...days('2026-11-21'), corrects: true }],
    ['이번주말인데 토요일은 제외', { ...days('2026-11-22'), corrects: true }],
    ['다음 주에 금요일 빼고', { ...days('2026-11-23', '2026-11-29'), corrects: true, not: days('2026-11-27') }],
    ['다음 주 주말 빼고', { corrects: true, not: days('2026-11-28', '2026-11-29') }],
    ['다음 주 일요일만 빼고', { ...days('2026-11-23', '2026-11-28'), corrects: true }],
    [
      '12월 24일부터 26일까지 25일 빼고',
      { ...days('2026-12-24', '2026-12-26'), corrects: true, not: days('2026-12-25') },
    ],
    ['다음 주 토요일 말고', { corrects: true, not: days('2026-11-28') }],
    ['주말 빼고', { corrects: true, not: days('2026-11-21', '2026-11-22') }],
  ] satisfies Reading[])
})

describe('slots: names of today, of yesterday and in English', () => {
  readsAll([
    ['인천시 남구에서 하는 봉사', at('인천광역시', '미추홀구')],
    ['인천 남구청 근처', at('인천광역시', '미추홀구')],
    ['강원자치도 원주', at('강원특별자치도', '원주시')],
    ['전북자치도에서', at('전북특별자치도')],
    ['전라북도 쪽', at('전북특별자치도')],
    ['대구 군위 봉사', at('대구광역시', '군위군')],
    ['수도권에서 하는 거', { region: { sidos: [SEOUL, '인천광역시', GYEONGGI] } }],
    ['경상도 봉사', { region: { sidos: ['경상북도', '경상남도'] } }],
    ['충청도 청주', at('충청북도', '청주시')],
    ['전남광주통합특별시 봉사', { region: { sidos: ['광주광역시', '전라남도'] } }],
    ['수원꺼', at(GYEONGGI, '수원시')],
    ['성남거는 없어?', at(GYEONGGI, '성남시')],
    ['대구서 할만한 거', at('대구광역시')],
    ['volunteer in Seoul', at(SEOUL)],
    ['SUWON', at(GYEONGGI, '수원시')],
    ['Ilsan saturday', { ...at(GYEONGGI, '고양시'), ...days('2026-11-21') }],
    ['this weekend', days('2026-11-21', '2026-11-22')],
    ['next weekend busan', { ...days('2026-11-28', '2026-11-29'), ...at('부산광역시') }],
    ['next friday', days('2026-11-27')],
    ['tomorrow pm 3시', { ...days('2026-11-19'), times: { from: '15:00' } }],
    ['서울말 쓰는 사람', {}],
    ['seoulmate', {}],
    ['경상도 사투리로 말해줘', {}],
    ['부산하게 움직였어', {}],
    ['weekender', {}],
  ] satisfies Reading[])
})

describe('slots: slang of days', () => {
  readsAll([
    ['이번주꺼 보여줘', days('2026-11-16', '2026-11-22')],
    ['담주꺼', days('2026-11-23', '2026-11-29')],
    ['낼꺼', days('2026-11-19')],
    ['낼 시간 돼', days('2026-11-19')],
    ['모래 오전', { ...days('2026-11-20'), times: { from: '06:00', to: '12:00' } }],
    ['주말에만 가능', days('2026-11-21', '2026-11-22')],
    ['주말만', days('2026-11-21', '2026-11-22')],
    ['담주 토욜꺼', days('2026-11-28')],
    ['３월 １일', days('2027-03-01')],
    ['1️⃣1️⃣월 3️⃣0️⃣일', days('2026-11-30')],
    ['오후 2️⃣시 3️⃣명', { times: { from: '14:00' }, people: 3 }],
    ['모래 위에 집', {}],
    ['낼게요', {}],
    ['보낼 거', {}],
  ] satisfies Reading[])
})
