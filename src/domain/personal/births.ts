/** Days on which somebody was born; days of activities stay. */
import type { Page } from './page.js'

const DAY = String.raw`(?<!\d)(?:(?:19|20)?\d{2}\s?[-./,년]\s?(?:0?[1-9]|1[0-2])\s?[-./,월]\s?(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?일)?|(?:19|20)\d{6}(?!\d)|(?:0?[1-9]|1[0-2])\s?[./월]\s?(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?일)?)`
const YEAR_AND_DAY = String.raw`(?<!\d)(?:19|20)?\d{2}\s?[-./,년]\s?(?:0?[1-9]|1[0-2])\s?[-./,월]\s?(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?일)?`
const BORN = String.raw`(?:생년월일|생월일|생일|태어난\s?날|출생일?|생년|birthday|birth)`

/** 생일은 5월 14일, 생년월일: 2009.05.14 */
const AFTER_BORN = new RegExp(String.raw`${BORN}[^\d□]{0,8}(?<personal>${DAY})`, 'giu')
/** 2009년 5월 14일생, 5월 14일에 태어났어요, 5월 14일이 생일 */
const BEFORE_BORN = new RegExp(
  String.raw`(?<personal>${DAY}(?:\s?생(?![활각태일]))?)(?:(?<=생)|\s?(?:출생|에\s?태어|\s?태생|[이가은]?\s?제?\s?생일(?:이[에고야라]|입|인데)))`,
  'gu',
)
const BIRTH_YEAR = /(?<!\d)(?<personal>(?:19|20)?\d{2}\s?년\s?생)/gu
const WHOLE_DAY = new RegExp(YEAR_AND_DAY, 'gu')
const EIGHT = /(?<!\d)(?:19[3-9]\d|20[01]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/gu

/** 이천십년 삼월 일일, 공공년 십이월 이십오일생: a day with its year in words is told of births alone. */
const NUMERAL = '[공영일이삼사오육칠팔구십백천열스물]{1,7}'
const SPELLED_DAY = new RegExp(
  String.raw`(?<![가-힣])${NUMERAL}\s?년\s?${NUMERAL}월\s?${NUMERAL}일(?:생(?![가-힣]))?`,
  'gu',
)

/** Who volunteers is nine at least: whole days so long ago are births, unless they tell of an activity. */
const LAST_YEAR_OF_BIRTH = 2018
const ACTIVITY = /봉사|활동|실적|기록|확인서|참여|조회|했던|한\s?거|내역/
/** How far behind the day it is told what happened on it. */
const TELLING_LETTERS = 10

export function takeBirths(page: Page): void {
  page.takeAll('birth', SPELLED_DAY)
  if (!/\d/.test(page.rest())) return
  page.takeAll('birth', AFTER_BORN)
  page.takeAll('birth', BEFORE_BORN)
  page.takeAll('birth', BIRTH_YEAR)
  for (const pattern of [WHOLE_DAY, EIGHT])
    page.takeAll('birth', pattern, match => isLongAgo(match[0]) && !isOfActivity(match))
}

function isOfActivity({ 0: day, index, input }: RegExpExecArray): boolean {
  return ACTIVITY.test(input.slice(index + day.length, index + day.length + TELLING_LETTERS))
}

function isLongAgo(day: string): boolean {
  const [, year = '', short = ''] = /^(?:(\d{4})|(\d{2})\D)/.exec(day) ?? []
  if (short) return Number(short) >= 80 || Number(short) <= LAST_YEAR_OF_BIRTH % 100
  return Number(year) >= 1930 && Number(year) <= LAST_YEAR_OF_BIRTH
}
