/** Fits an answer onto one screen: long texts are split, what is too much waits for "더 보기". Nothing is lost. */

import { holdsToken } from '../domain/transcript.js'
import { type Answer, type Choice, MOST_CHOICES, MOST_REPLIES, type Reply } from '../messengers/messenger.js'
import { split } from '../messengers/shorten.js'

/** Kakao folds a bubble over 500 characters and refuses one over 1,000. */
const LONGEST_TEXT = 900

export interface Screen {
  readonly answer: Answer
  readonly rest: readonly Reply[]
  readonly restChoices: readonly Choice[]
}

/**
 * The first screen of an answer, and what is left for the next. `more` is the choice that asks for it. What holds a token is shown at
 * once, before what may wait: the rest is remembered as it is, and whoever reads the database could use it.
 */
export function firstScreen(replies: readonly Reply[], choices: readonly Choice[], more: Choice): Screen {
  const bubbles = replies.flatMap(toBubbles)
  if (bubbles.length <= MOST_REPLIES) {
    return { answer: { replies: bubbles, choices: choices.slice(0, MOST_CHOICES) }, rest: [], restChoices: [] }
  }
  const first = new Set(bubbles.toSorted((one, other) => +holdsToken(other) - +holdsToken(one)).slice(0, MOST_REPLIES))
  return {
    answer: {
      replies: bubbles.filter(bubble => first.has(bubble)),
      choices: [more, ...choices].slice(0, MOST_CHOICES),
    },
    rest: bubbles.filter(bubble => !first.has(bubble) && !holdsToken(bubble)),
    restChoices: choices,
  }
}

function toBubbles(reply: Reply): Reply[] {
  if (reply.kind !== 'text' || reply.text.length <= LONGEST_TEXT) return [reply]
  return split(reply.text, LONGEST_TEXT).map(text => ({ kind: 'text', text }))
}
