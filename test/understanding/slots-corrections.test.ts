/** What people take back: which value stands and which goes. */
import { days, type Reading, readsAll } from './readings.js'

describe('slots: corrections', () => {
  readsAll([
    ['아니 토요일 말고 일요일', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    [
      '부산 중구 말고 서구',
      {
        region: { sido: '부산광역시', sigungu: '서구' },
        corrects: true,
        not: { region: { sido: '부산광역시', sigungu: '중구' } },
      },
    ],
    ['12월 25일 말고 5일로', { ...days('2026-12-05'), corrects: true, not: days('2026-12-25') }],
    ['일요일로 할게요 토요일 말고', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['토요일은 안 되고 일요일', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['토요일에서 일요일로 바꿔줘', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['일요일로 바꿔줘', { ...days('2026-11-22'), corrects: true }],
    ['토요일이 아니라 일요일', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['잘못 말했어 일요일이요', { ...days('2026-11-22'), corrects: true }],
    ['앗 토요일이요', { ...days('2026-11-21'), corrects: true }],
    ['수원 말고 다른 데', { corrects: true, not: { region: { sido: '경기도', sigungu: '수원시' } } }],
    [
      '서구 말고 북구',
      {
        region: { sigungu: '북구', sidos: ['부산광역시', '대구광역시', '광주광역시', '울산광역시'] },
        corrects: true,
        not: {
          region: { sigungu: '서구', sidos: ['부산광역시', '대구광역시', '인천광역시', '광주광역시', '대전광역시'] },
        },
      },
    ],
    [
      '아니 수원 말고 용인',
      {
        region: { sido: '경기도', sigungu: '용인시' },
        corrects: true,
        not: { region: { sido: '경기도', sigungu: '수원시' } },
      },
    ],
    ['아니요 세 명이요', { people: 3, corrects: true }],
    ['아니야 오후 3시로 해줘', { times: { from: '15:00' }, corrects: true }],
    ['아뇨 일요일이요', { ...days('2026-11-22'), corrects: true }],
    ['일요일로 바꿔주세요', { ...days('2026-11-22'), corrects: true }],
    ['오후 2시에서 4시로 변경할게요', { times: { from: '16:00' }, corrects: true, not: { times: { from: '14:00' } } }],
    ['토요일을 일요일로 바꿔줘', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['토요일 아니고 일요일이요', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['토요일이 아닌 일요일', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    [
      '오전은 안 되고 오후에',
      { times: { from: '12:00', to: '18:00' }, corrects: true, not: { times: { from: '06:00', to: '12:00' } } },
    ],
    ['토요일은 안돼서 일요일로', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    [
      '수원은 멀어서 용인으로',
      {
        region: { sido: '경기도', sigungu: '용인시' },
        corrects: true,
        not: { region: { sido: '경기도', sigungu: '수원시' } },
      },
    ],
    ['토요일 대신 일요일', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    [
      '주말 빼고 평일',
      { weekdays: ['MON', 'TUE', 'WED', 'THU', 'FRI'], corrects: true, not: days('2026-11-21', '2026-11-22') },
    ],
    [
      '수원 싫고 용인',
      {
        region: { sido: '경기도', sigungu: '용인시' },
        corrects: true,
        not: { region: { sido: '경기도', sigungu: '수원시' } },
      },
    ],
    ['잘못 말했어요 일요일이요', { ...days('2026-11-22'), corrects: true }],
    ['아 실수 세 명이요', { people: 3, corrects: true }],
    ['오타예요 12월 5일', { ...days('2026-12-05'), corrects: true }],
    ['앗 3명이요', { people: 3, corrects: true }],
    ['아차 4시요', { times: { from: '16:00' }, corrects: true }],
    ['차라리 일요일', { ...days('2026-11-22'), corrects: true }],
    ['토요일이라고 했는데 일요일이에요', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['일요일이라고요', { ...days('2026-11-22'), corrects: true }],
    ['일요일이라니까', { ...days('2026-11-22'), corrects: true }],
    ['다시 말할게요 11월 30일이요', { ...days('2026-11-30'), corrects: true }],
    ['정정할게요 두 명', { people: 2, corrects: true }],
    ['토요일 말고', { corrects: true, not: days('2026-11-21') }],
    ['오전 말고', { corrects: true, not: { times: { from: '06:00', to: '12:00' } } }],
    ['오전 10시 말고 11시', { times: { from: '11:00' }, corrects: true, not: { times: { from: '10:00' } } }],
    ['다음 주 토요일 말고 일요일', { ...days('2026-11-29'), corrects: true, not: days('2026-11-28') }],
    ['유기견 말고 플로깅', { category: '환경ㆍ생태계보호', corrects: true, not: { category: '동물보호' } }],
    ['플로깅은 별로 연탄은?', { category: '주거환경', corrects: true, not: { category: '환경ㆍ생태계보호' } }],
    ['세 명 아니고 네 명', { people: 4, corrects: true, not: { people: 3 } }],
    [
      '토요일 말고 일요일 오후 2시에 세 명',
      { ...days('2026-11-22'), times: { from: '14:00' }, people: 3, corrects: true, not: days('2026-11-21') },
    ],
    [
      '수원에서 토요일 말고 일요일',
      { ...days('2026-11-22'), region: { sido: '경기도', sigungu: '수원시' }, corrects: true, not: days('2026-11-21') },
    ],
    ['3시간 말고 2시간', { minutes: 120, corrects: true, not: { minutes: 180 } }],
    ['아 맞다 일요일', { ...days('2026-11-22'), corrects: true }],
    ['토요일 못 가니까 일요일로 바꿔줘', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['11월 28일 취소하고 12월 5일로 바꿔줘', { ...days('2026-12-05'), corrects: true, not: days('2026-11-28') }],
    ['12월5일로변경해주세요', { ...days('2026-12-05'), corrects: true }],
    ['토요일말고일요일로해줘', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['생각해보니 일요일이 낫겠어', { ...days('2026-11-22'), corrects: true }],
    ['내일모레 말고 글피', { ...days('2026-11-21'), corrects: true, not: days('2026-11-20') }],
    ['혼자 말고 둘이서', { people: 2, corrects: true, not: { people: 1 } }],
    ['서울 말고 경기도', { region: { sido: '경기도' }, corrects: true, not: { region: { sido: '서울특별시' } } }],
    [
      '이번 주말에 말고 다음 주말에',
      { ...days('2026-11-28', '2026-11-29'), corrects: true, not: days('2026-11-21', '2026-11-22') },
    ],
    ['토요일이요 아 아니다 일요일이요', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    ['토요일... 아니 일요일', { ...days('2026-11-22'), corrects: true, not: days('2026-11-21') }],
    [
      '헐 잘못 눌렀어 강남이 아니라 강동',
      {
        region: { sido: '서울특별시', sigungu: '강동구' },
        corrects: true,
        not: { region: { sido: '서울특별시', sigungu: '강남구' } },
      },
    ],
    ['내일 말고 모레로 부탁드려요', { ...days('2026-11-20'), corrects: true, not: days('2026-11-19') }],
    ['간호사 말고 개발자', { career: '개발자', corrects: true, not: { career: '간호사' } }],
    [
      '이번달말고 다음달',
      { ...days('2026-12-01', '2026-12-31'), corrects: true, not: days('2026-11-01', '2026-11-30') },
    ],
    [
      '다음 주말고 이번 주',
      { ...days('2026-11-16', '2026-11-22'), corrects: true, not: days('2026-11-23', '2026-11-29') },
    ],
    ['10시 말고 11시', { times: { from: '11:00' }, corrects: true, not: { times: { from: '10:00' } } }],
    [
      '송파구 말고 강동구로',
      {
        region: { sido: '서울특별시', sigungu: '강동구' },
        corrects: true,
        not: { region: { sido: '서울특별시', sigungu: '송파구' } },
      },
    ],
    [
      '강릉 말고 속초',
      {
        region: { sido: '강원특별자치도', sigungu: '속초시' },
        corrects: true,
        not: { region: { sido: '강원특별자치도', sigungu: '강릉시' } },
      },
    ],
    [
      '서울 중구 아니고 부산 중구',
      {
        region: { sido: '부산광역시', sigungu: '중구' },
        corrects: true,
        not: { region: { sido: '서울특별시', sigungu: '중구' } },
      },
    ],
  ] satisfies Reading[])
})
