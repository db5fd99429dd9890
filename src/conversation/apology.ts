/** What is said where a turn came to no answer: words alone, so that it can be said without a database. */
import { LABEL_LENGTH } from '../messengers/messenger.js'
import type { Words } from './messages.js'
import type { Incoming, Spoken } from './turn.js'

/** `busy`: it was not begun, and may be tried again soon. */
export type ApologyBlock = 'apology' | 'unclear' | 'busy'

type Unanswered = Pick<Incoming, 'messenger' | 'text'>

/** Who wrote more than that writes it again. */
const LONGEST_RETRY = 100

/** `unclear`: it may have been done, and the person is told where to see it. Otherwise it was not, and can be said again. */
export function apology(words: Words, block: ApologyBlock, { messenger, text }: Unanswered): Spoken {
  const names = block === 'unclear' ? ['choice-mine', 'choice-home'] : ['choice-home', 'choice-agent']
  const ways = names.map(name => {
    const label = words.label('common', name)
    return { label, say: label }
  })
  // On TalkTalk nothing stands behind a button but what can be read on it.
  const longest = messenger === 'kakao' ? LONGEST_RETRY : LABEL_LENGTH
  const again = { label: words.label('common', 'choice-again'), say: text }
  const mayRepeat = block !== 'unclear' && text !== '' && text.length <= longest
  return {
    answer: { replies: [words.reply('common', block, {})], choices: mayRepeat ? [again, ...ways] : ways },
    trace: `common/${block}/${block === 'busy' ? 'shed' : 'error'}`,
    handedOver: false,
    kept: false,
    later: false,
  }
}

/** What the call is told whose answer was promised. */
export function waiting(words: Words): Spoken {
  return {
    answer: { replies: [words.reply('common', 'later', {})], choices: [] },
    trace: 'common/later/waiting',
    handedOver: false,
    kept: false,
    later: true,
  }
}
