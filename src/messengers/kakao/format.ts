/** An answer in Kakao's best form. */

import { present } from '../../platform/present.js'
import type { Answer, Reply } from '../messenger.js'
import { runs } from '../runs.js'
import { tidy } from '../tidy.js'
import { toQuickReplies } from './buttons.js'
import { cardParts, formOf } from './cards.js'
import { MOST_OUTPUTS } from './limits.js'
import { listParts } from './lists.js'
import { condense, type Part, spread, textPart } from './part.js'
import type { KakaoResponse } from './response.js'

/**
 * Total: whatever the answer, the response is inside every limit of `response.ts`. Nothing is lost that three bubbles and
 * ten quick replies can hold; what is beyond that is cut with `…`, so whoever has more pages it before.
 */
export function formatKakao(answer: Answer): KakaoResponse {
  const { replies, choices } = tidy(answer)
  // Side by side only what would not have room one under the other.
  const neighbours = replies.length > MOST_OUTPUTS ? runs(replies, formNameOf) : replies.map(reply => [reply])
  const parts = condense(neighbours.flatMap(toParts))
  const moved = parts.flatMap(({ bubble, presses }) => bubble?.moved ?? presses)
  const quickReplies = toQuickReplies([...choices, ...moved])
  return {
    version: '2.0',
    template: present({ outputs: spread(parts), quickReplies: quickReplies.length > 0 ? quickReplies : undefined }),
  }
}

function formNameOf(reply: Reply): string {
  return reply.kind === 'card' ? formOf(reply) : reply.kind
}

/** The replies are neighbours of one form. */
function toParts(replies: readonly Reply[]): Part[] {
  const [first] = replies
  if (first?.kind === 'card')
    return cardParts(
      formOf(first),
      replies.filter(reply => reply.kind === 'card'),
    )
  if (first?.kind === 'list') return listParts(replies.filter(reply => reply.kind === 'list'))
  return replies.flatMap(reply => (reply.kind === 'text' ? [textPart(reply.text)] : []))
}
