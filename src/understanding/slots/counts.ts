/** Counted things: people, minutes of activity, and the year of records. */
import { yearOf } from './calendar.js'
import { saidYear } from './date-rule.js'
import type { MinutesBound } from './forms.js'
import { NATIVE, SINO_FROM_TEN, toNumber } from './numbers.js'
import type { Mention, Qualified, Scan } from './scan.js'

const COUNT = `(?<count>\\d{1,4}|(?<![가-힣])${NATIVE}|${SINO_FROM_TEN})`
const GROUP = '(?<count>둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)'
const NOT_PEOPLE = '(?!명|야|류|석|위|기|량|리|실|화|홍|노|만에|뒤|전|동안|간)'

const WITH_FRIENDS = new RegExp(`(?:나|저)(?:이랑|랑|하고|와)\\s?(?:내\\s?|제\\s?)?친구들?\\s?${COUNT}\\s?명`, 'g')
const PEOPLE = [
  `${COUNT}\\s?(?:명(?!절|단|확|령|예|함)|사람)(?:이서|이)?`,
  '(?<count>\\d{1,3})\\s?인(?!치|증|가요|데|지)(?:이서|조)?',
  // 분 after 한, 두, 세 … is people; after digits it is minutes unless they come along.
  `(?<![가-힣])(?<count>${NATIVE})\\s?분${NOT_PEOPLE}(?:이서)?`,
  '(?<!\\d)(?<count>\\d)\\s?분(?=이서|\\s?(?:신청|참여|참가|예약|같이|함께))',
  `(?<![가-힣])${GROUP}이?서(?![가-힣])`,
  `(?:저희|우리|우린|총|친구)\\s?${GROUP}(?:이|요|은|도|이요|이랑|하고)?(?![가-힣])`,
  // 열이 is a fever as well, 둘 다 may be two days.
  `(?<![가-힣])(?!열)${GROUP}(?:이|이요|이에요|요|이고|인데|(?<!둘)\\s?다)(?![가-힣])`,
  `^\\s?${GROUP}\\s?$`,
].map(source => new RegExp(source, 'g'))
const ALONE = /(?:나|저)?\s?혼자(?!\s?(?:사[는시]|살|계[신시]|지내|있는))(?:서|만)?/g

const positive = (number: number) => (Number.isInteger(number) && number > 0 ? number : undefined)
const counted = ({ groups }: RegExpExecArray) => positive(toNumber(groups?.count ?? ''))

/** 세 명, 두 분, 5인, 셋이서, 혼자; "저랑 친구 두 명" are three. */
export function readPeople(scan: Scan): Mention<number>[] {
  return [
    ...scan.take(WITH_FRIENDS, match => {
      const friends = counted(match)
      return friends && friends + 1
    }),
    ...PEOPLE.flatMap(pattern => scan.take(pattern, counted)),
    ...scan.take(ALONE, () => 1),
  ]
}

const NOT_A_LENGTH = '(?!\\s?(?:뒤|후|전|째|표|거리|마다|있다가))'
const HALF = '(?:\\s?(?<half>반)(?![가-힣](?<![이정은짜요에])))?'
const HOURS = new RegExp(
  `(?<hours>\\d{1,3}(?:\\.\\d)?|(?<![가-힣])${NATIVE}|${SINO_FROM_TEN})\\s?시간${HALF}` +
    `(?:\\s?(?<minutes>\\d{1,2}|${SINO_FROM_TEN})\\s?분)?${NOT_A_LENGTH}`,
  'g',
)
const MINUTES = new RegExp(`(?<minutes>\\d{1,3}|${SINO_FROM_TEN})\\s?분(?!들|께|야|류|석|명|기)${NOT_A_LENGTH}`, 'g')
const HALF_HOUR = /(?<![가-힣])반\s?시간/g
/** "지금까지 한 시간 알려줘" asks for what was done, not for one hour. */
const DONE = /(?:까지|내가|제가|나의|동안|봉사|에서|때)\s?$/

const BOUNDS: readonly (readonly [MinutesBound, before: RegExp, after: RegExp])[] = [
  [
    'most',
    /(?:최대한?|길어야|길어도|많아야|많아도)\s?(?:한\s)?$/,
    /^\s?(?:이내|이하|미만|안쪽|안에|안으로|내로|까지|넘지)/,
  ],
  [
    'least',
    /(?:최소한?|적어도|못해도|최하)\s?(?:한\s)?$/,
    /^\s?(?:이상|초과|넘게|넘는|넘어|보다\s?(?:길|오래|많)|은\s?(?:채|넘|해야|돼야))/,
  ],
  ['about', /(?<![가-힣])(?:한|약|대략|거의)\s?$/, /^\s?(?:정도|쯤|가량|내외|남짓|안팎)/],
]

/** Lengths of activity in minutes: 두 시간 반, 1시간 30분, 90분; 4시간 이상 and 한 시간 이내 with their bound. */
export function readMinutes(scan: Scan): Qualified<number>[] {
  return lengthsIn(scan).map(length => {
    const [before, after] = [scan.text.slice(0, length.start), scan.text.slice(length.end)]
    const bound = BOUNDS.find(([, ahead, behind]) => ahead.test(before) || behind.test(after))
    return bound ? { ...length, more: { minutesBound: bound[0] } } : length
  })
}

function lengthsIn(scan: Scan): Mention<number>[] {
  return [
    ...scan.take(HOURS, match => {
      const { hours = '', half, minutes } = match.groups ?? {}
      if (/^한\s/.test(match[0]) && DONE.test(scan.text.slice(0, match.index))) return undefined
      return positive(Math.round(toNumber(hours) * 60) + (half ? 30 : 0) + (minutes ? toNumber(minutes) : 0))
    }),
    ...scan.take(MINUTES, match => positive(toNumber(match.groups?.minutes ?? ''))),
    ...scan.take(HALF_HOUR, () => 30),
  ]
}

const RELATIVE_YEAR = /(?<relativeYear>재작년|작년|지난해|올해|금년)/g
const YEAR = /(?<!\d)(?<year>20\d{2}|[12]\d)년도?(?!생|\s?(?:동안|뒤|후|전|간))/g

/** The year of records: 작년, 올해, 2024년; what a date took along is no longer there. */
export function readYears(scan: Scan, today: string): Mention<number>[] {
  const said = (match: RegExpExecArray) => {
    const year = saidYear(match.groups ?? {}, today)
    return year !== undefined && year <= yearOf(today) + 1 ? year : undefined
  }
  return [...scan.take(RELATIVE_YEAR, said), ...scan.take(YEAR, said)]
}
