/** One form for what people type: slips of the keyboard, loose letters, chat slang, laughter, cute endings, opening words. */
import { composeLoose, undoLatinMode } from './keyboard.js'
import { spellOut } from './short-forms.js'

/** Longer messages are read up to here, in characters: nobody asks for a thing later than that, and the work stays bounded. */
export const MOST_CHARACTERS = 500

const LAUGHTER_AND_TEARS = /[ㅋㅎㅠㅜㅡ]+(?=$|[^가-힣])/g
const CUTE_ENDING = /^(.*[가-힣])(?:용|욤|염|여|욥|유)$/
/** Words that really end this way. */
const REAL_ENDING =
  /(?:참여|기여|부여|수여|사용|이용|비용|적용|신용|내용|채용|수용|활용|무용|전용|급여|대여|증여|하여|교육용|제출용)$/
const OPENING =
  /^(?:안녕하세요|안녕하십니까|안녕|하이|저기요|저기|혹시|근데|그런데|죄송한데요?|죄송합니다만|실례지만|있잖아요?|아|음+|어|그|저)(?:[\s~!.,?]+|$)/

/**
 * The text as the classifier reads it: lower case, words with single spaces, no punctuation but `?`.
 * Never throws; the empty string when nothing is left.
 */
export function normalise(text: string): string {
  const typed = composeLoose(undoLatinMode(text.slice(0, MOST_CHARACTERS).normalize('NFC')))
  const words = spellOut(typed.toLowerCase())
    .replace(LAUGHTER_AND_TEARS, ' ')
    .replace(/(.)\1{2,}/gu, '$1$1')
    .replace(/[^\p{L}\p{N}\s?]+/gu, ' ')
    .trim()
  return withoutOpening(words).split(/\s+/).map(plainEnding).join(' ')
}

/** Takes away up to two opening words ("저기요 혹시") where something is left to understand. */
function withoutOpening(text: string): string {
  let rest = text
  for (let words = 0; words < 2; words++) {
    const shorter = rest.replace(OPENING, '')
    if ((shorter.match(/[가-힣]/g) ?? []).length < 3) return rest
    rest = shorter
  }
  return rest
}

function plainEnding(word: string): string {
  const cute = word.length > 2 && !REAL_ENDING.test(word) ? CUTE_ENDING.exec(word) : null
  if (cute) return `${cute[1]}요`
  return word
    .replace(/(?<=[가-힣]{2}|[니하겠])(?:당|닷|댜)$/, '다')
    .replace(/^(?:넹|넴|넵|옙)$/, '네')
    .replace(/^(?:웅|엉)$/, '응')
}
