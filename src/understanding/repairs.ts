/** What a sentence takes back and what it wants instead: "안 할래 2번 할래", "아니 두 번째가 낫겠다", "거기 말고 수원". */

export interface Repair {
  /** `plainly`: what is asked about is not wanted. `perhaps`: it begins as a no does, which may be no more than a sigh. */
  readonly refuses: 'plainly' | 'perhaps' | undefined
  /** What is left to be understood: all of it, where nothing is taken back. */
  readonly wanted: string
}

const END = '(?=[\\s,.!~…]|$)'
const SIGH = new RegExp(
  `^(?:그럼|그러면|그냥|음+|흠+|어+|아+|에이|헐|헉|앗|저기|잠깐만?|잠시만|근데|네|응|오|와)${END}`,
)
const PERHAPS = new RegExp(`^(?:아니(?:야|요|다|에요|예요)?|아냐|아뇨|노노)${END}`)
const PLAINLY = new RegExp(
  `^(?:(?:이건|그건|이거|그거|이것|그것)\\s?)?(?:안\\s?(?:할래|할게|해|함)(?:요)?|싫(?:어|다|은데)(?:요)?|별로(?:야|다|예요|인데)?|됐(?:고|어|어요)|관둘래(?:요)?|취소하고|치우고)${END}`,
)
/** All up to here is what is not wanted: "용인 말고 수원", "그게 아니라 두 번째". */
const INSTEAD = /^.*(?:말고요?|말구요?|아니라|아니고|빼고)\s*/
const TRAILING = /\s(?:이건|그건|이거|그거)\s?(?:싫(?:어|다)|별로|말고|안\s?할래)[가-힣]{0,3}[.!~\s]*$/
const GAP = /^[\s,.!~…]+/

/** Whoever says no more often than that wants nothing, whatever comes after it. */
const MOST_NOES = 3

export function readRepair(text: string): Repair {
  let rest = text.trim()
  let refuses: Repair['refuses']
  let noes = 0
  const take = (pattern: RegExp): boolean => {
    const shorter = rest.replace(pattern, '')
    if (shorter === rest) return false
    rest = shorter.replace(GAP, '')
    return true
  }
  const opens = () => {
    if (take(SIGH)) return true
    if (take(PERHAPS)) {
      noes++
      refuses ??= 'perhaps'
      return true
    }
    const plainly = take(PLAINLY)
    if (plainly) refuses = 'plainly'
    return plainly
  }
  while (rest && opens());
  if (noes > MOST_NOES) return { refuses: 'plainly', wanted: '' }
  for (const pattern of [INSTEAD, TRAILING]) if (take(pattern)) refuses = 'plainly'
  return { refuses, wanted: rest }
}
