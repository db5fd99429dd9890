/** The answer to a question that only a plain yes may settle. */
import type { Turn } from '../src/conversation/turn.js'
import { readYesNo } from '../src/understanding/yes-no.js'

/** Yes or no, also by naming the act asked about: "신청할게요" says yes to applying and nothing to cancelling. */
export function answerOf({ choice, said }: Turn, act: string): 'yes' | 'no' | undefined {
  return choice === 'yes' || choice === 'no' ? choice : readYesNo(said.text, act)
}
