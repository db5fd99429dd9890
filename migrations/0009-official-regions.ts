/** Programs whose place was kept by a short or former name get today's official one, by which people search. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Today's 시도, and what else it was called here. */
const SIDOS: readonly (readonly [today: string, others: string])[] = [
  ['서울특별시', '서울 서울시'],
  ['부산광역시', '부산 부산시 부산직할시'],
  ['대구광역시', '대구 대구시 대구직할시'],
  ['인천광역시', '인천 인천시 인천직할시'],
  ['광주광역시', '광주 광주시 광주직할시'],
  ['대전광역시', '대전 대전시 대전직할시'],
  ['울산광역시', '울산 울산시'],
  ['세종특별자치시', '세종 세종시'],
  ['경기도', '경기'],
  ['강원특별자치도', '강원 강원도 강원자치도'],
  ['충청북도', '충북'],
  ['충청남도', '충남'],
  ['전북특별자치도', '전북 전북도 전라북도 전북자치도'],
  ['전라남도', '전남'],
  ['경상북도', '경북'],
  ['경상남도', '경남'],
  ['제주특별자치도', '제주 제주도 제주자치도'],
]

/** Within today's 시도: the former 시군구, and where that is today. */
const PLACES: readonly (readonly [sido: string, former: string, todaySido: string, today: string | null])[] = [
  ['인천광역시', '남구', '인천광역시', '미추홀구'],
  ['경기도', '강화군', '인천광역시', '강화군'],
  ['경기도', '옹진군', '인천광역시', '옹진군'],
  ['경기도', '송탄시', '경기도', '평택시'],
  ['경기도', '미금시', '경기도', '남양주시'],
  ['강원특별자치도', '명주군', '강원특별자치도', '강릉시'],
  ['충청북도', '청원군', '충청북도', '청주시'],
  ['충청북도', '중원군', '충청북도', '충주시'],
  ['충청북도', '제원군', '충청북도', '제천시'],
  ['충청남도', '연기군', '세종특별자치시', null],
  ['충청남도', '온양시', '충청남도', '아산시'],
  ['충청남도', '대천시', '충청남도', '보령시'],
  ['전북특별자치도', '이리시', '전북특별자치도', '익산시'],
  ['전라남도', '여천시', '전라남도', '여수시'],
  ['전라남도', '여천군', '전라남도', '여수시'],
  ['경상북도', '군위군', '대구광역시', '군위군'],
  ['경상북도', '달성군', '대구광역시', '달성군'],
  ['경상북도', '점촌시', '경상북도', '문경시'],
  ['경상북도', '영풍군', '경상북도', '영주시'],
  ['경상남도', '마산시', '경상남도', '창원시'],
  ['경상남도', '진해시', '경상남도', '창원시'],
  ['경상남도', '충무시', '경상남도', '통영시'],
  ['경상남도', '삼천포시', '경상남도', '사천시'],
  ['경상남도', '장승포시', '경상남도', '거제시'],
  ['제주특별자치도', '북제주군', '제주특별자치도', '제주시'],
  ['제주특별자치도', '남제주군', '제주특별자치도', '서귀포시'],
]

export class OfficialRegions0009 implements MigrationInterface {
  readonly name = 'OfficialRegions00091763800000009'

  async up(db: QueryRunner): Promise<void> {
    for (const [today, others] of SIDOS)
      await db.query('UPDATE programs SET sido = $1 WHERE sido = ANY($2)', [today, others.split(' ')])
    for (const [sido, former, todaySido, today] of PLACES)
      await db.query('UPDATE programs SET sido = $3, sigungu = $4 WHERE sido = $1 AND sigungu = $2', [
        ...[sido, former, todaySido, today],
      ])
  }

  /** The names that were there are not kept; today's are right in any version. */
  async down(): Promise<void> {}
}
