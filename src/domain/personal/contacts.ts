/** E-mail addresses, links, tokens, names and passwords of accounts, numbers of papers. */
import type { Page } from './page.js'

const EMAIL = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/gu
/** 골뱅이 for the sign, 점 for the dot, the provider by its Korean name. */
const TOLD_EMAIL =
  /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+\s?(?:골뱅이|앳|\(at\)|\[at\]|\sat\s|@)\s?(?:[A-Za-z0-9-]+(?:\s?(?:\.|점|쩜|닷|\sdot\s)\s?(?:[A-Za-z]{2,10}|컴|넷))*|네이버|지메일|구글|다음|한메일|카카오|네이트|핫메일|야후)(?:\s?(?:닷컴|(?:닷|점|쩜)\s?(?:컴|넷)|\.\s?(?:com|net|컴)))?/giu
const TOKEN = /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/g
const LINK = /(?:https?:\/\/|www\.|open\.kakao\.com|t\.me\/|instagram\.com)[^\s□<>"'가-힣]*/giu
/** A link that leads to somebody: with a query, a fragment, or an id in its path. */
const PERSONAL_LINK = /[?#@=]|[A-Za-z0-9_-]{16}|open\.kakao|t\.me\/|instagram\.com\/|facebook\.com\//i
const PATH_PART = /\/[A-Za-z0-9_-]{6,}/g

function leadsToSomebody(link: string): boolean {
  const ids = (link.match(PATH_PART) ?? []).filter(part => /\d/.test(part) && /[A-Za-z]/.test(part))
  return ids.length > 0 || PERSONAL_LINK.test(link)
}

const ACCOUNT_NAME =
  /(?:아이디|(?<![A-Za-z])id|인스타(?:그램)?|카톡|텔레(?:그램)?|디엠|디스코드|라인|트위터|깃허브|계정|insta|kakao)(?:\s?(?:아이디|계정|id|주소))?(?:\s?(?:은|는|이|가|요))?\s?[:=]?\s?(?<personal>@?[A-Za-z0-9][A-Za-z0-9_.!#-]{3,})/giu
const HANDLE = /(?<![A-Za-z0-9._])@[A-Za-z0-9_][A-Za-z0-9_.]{2,}/gu
const SECRET =
  /(?:비밀\s?번호|비번|패스워드|암호|password|(?<![A-Za-z])p[wW](?![A-Za-z]))(?:\s?(?:은|는|이|가|도))?\s?[:=]?\s?(?<personal>[A-Za-z0-9!@#$%^&*_~?.+-]{4,})/giu
const PASSPORT = /(?<![A-Za-z0-9])[A-Za-z]\s?\d{3}\s?[A-Za-z]?\s?\d{4,5}(?![A-Za-z0-9])/gu
const PASSPORT_PARTED = /(?<![A-Za-z0-9])[A-Za-z]\s?\d{4}\s?\d{4}(?!\d)/gu
const PLATE =
  /(?<!\d)(?:(?:서울|부산|대구|인천|광주|대전|울산|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s?)?\d{1,3}\s?[가-힣]\s?\d{4}(?!\d)/gu
const VEHICLE = /차(?:는|량|번호|\s번호)|번호판|주차/
const PASSPORT_WORD = /여권|passport/i
const LICENCE =
  /(?<!\d)(?:\d{2}|서울|부산|대구|인천|광주|대전|울산|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s?[- ]\s?\d{2}\s?[- ]\s?\d{6}\s?[- ]\s?\d{2}(?!\d)/gu
const HALF_RESIDENT = /(?<!\d)\d{6}\s?-?\s?[1-8][*xX●]{6}/gu

const ASCII = /[A-Za-z0-9]/

/** What needs no letter or digit of ASCII cannot be here. */
export function takeContacts(page: Page): void {
  if (!ASCII.test(page.rest())) return
  page.takeAll('token', TOKEN)
  page.takeAll('link', LINK, ([link]) => leadsToSomebody(link.replace(/^https?:\/\//i, '')))
  page.takeAll('email', EMAIL)
  page.takeAll('email', TOLD_EMAIL)
  page.takeAll('resident', HALF_RESIDENT)
  page.takeAll('licence', LICENCE)
  const papers = PASSPORT_WORD.test(page.rest())
  page.takeAll('passport', PASSPORT, ([paper]) => papers || /^[MSRGDmsrgd]\d{3}[A-Za-z]?\d{4,5}$/.test(paper))
  if (papers) page.takeAll('passport', PASSPORT_PARTED)
  if (VEHICLE.test(page.rest())) page.takeAll('number', PLATE)
  page.takeAll('secret', SECRET)
  page.takeAll('id', ACCOUNT_NAME, ({ groups }) => !/^(?:https?|www|com|open)/i.test(groups?.personal ?? ''))
  page.takeAll('id', HANDLE)
}
