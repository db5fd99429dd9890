/** Sentences of several wishes: "플로깅 신청하고 벽화도", "이번 주 거 다음 주로 옮겨 줘", "1번이랑 3번", "둘 다". */

export interface Parts {
  /** What is said one after the other; the whole alone when it is one wish. */
  readonly wishes: readonly string[]
  /** The first is to become the second. */
  readonly moves: boolean
  /** All of those that are meant. */
  readonly all: boolean
  /** So many of them. */
  readonly count: number | undefined
  /** Places in a list, from 0. */
  readonly places: readonly number[]
}

/** A longer message tells a story. */
const MOST_LETTERS = 60
const MOST_WISHES = 5
const AND = /,|그리고|(?<=[가-힣0-9])(?:이랑|랑|하고|와|과)(?=\s)/
const MOVE = /(?:으로|로)\s?(?:바꿔|바꾸|바꿀|옮겨|옮기|옮길|변경)/
/** "다음 주로": the word before the last one belongs to it. */
const LEADS = /^(?:이번|다음|다다음|오는)$/
const ALL = /둘\s?다|두\s?개|셋\s?다|세\s?개|전부|모두|싹\s?다|다\s?(?:취소|신청|할래|할게)|\d번\s?다(?:\s|$)/
const COUNTS: readonly (readonly [RegExp, number])[] = [
  [/둘\s?다|두\s?개/, 2],
  [/셋\s?다|세\s?개/, 3],
]
const ORDINALS = '첫두세네'
const PLACE = /(\d{1,2})\s?번|([첫두세네])\s?번?째/g

export function readParts(text: string): Parts {
  const said = text.trim()
  const alone = { wishes: [said], moves: false, all: false, count: undefined, places: [] }
  if (said.length > MOST_LETTERS) return alone
  const move = MOVE.exec(said)
  const wishes = (move ? said.slice(0, move.index) : said)
    .split(AND)
    .map(part => part.trim())
    .filter(Boolean)
  if (move)
    return { ...alone, wishes: wishes.length > 1 ? wishes.slice(0, 2) : fromAndTo(wishes[0] ?? ''), moves: true }
  return {
    wishes: wishes.length > MOST_WISHES ? [said] : wishes,
    moves: false,
    all: ALL.test(said),
    count: COUNTS.find(([pattern]) => pattern.test(said))?.[1],
    places: [...said.matchAll(PLACE)].map(([, digit, word]) =>
      digit ? Number(digit) - 1 : ORDINALS.indexOf(word ?? ''),
    ),
  }
}

/** "나 이번 주 플로깅 다음 주": the last word, or the last two, are what it is moved to. */
function fromAndTo(text: string): string[] {
  const words = text.split(' ')
  const at = LEADS.test(words.at(-2) ?? '') ? -2 : -1
  return [words.slice(0, at).join(' '), words.slice(at).join(' ')]
}
