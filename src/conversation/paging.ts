/** Fits an answer onto one screen: long texts are split, what is too much waits for "더 보기". Nothing is lost. */
import { type Answer, type Choice, MOST_CHOICES, MOST_REPLIES, type Reply } from '../messengers/messenger.js'
import { split } from '../messengers/shorten.js'

/** Kakao folds a bubble over 500 characters and refuses one over 1,000. */
const LONGEST_TEXT = 900

export interface Screen {
  readonly answer: Answer
  readonly rest: readonly Reply[]
  readonly restChoices: readonly Choice[]
}

/** The first screen of an answer, and what is left for the next. `more` is the choice that asks for it. */
export function firstScreen(replies: readonly Reply[], choices: readonly Choice[], more: Choice): Screen {
  const bubbles = replies.flatMap(toBubbles)
  if (bubbles.length <= MOST_REPLIES) {
    return { answer: { replies: bubbles, choices: choices.slice(0, MOST_CHOICES) }, rest: [], restChoices: [] }
  }
  return {
    answer: { replies: bubbles.slice(0, MOST_REPLIES), choices: [more, ...choices].slice(0, MOST_CHOICES) },
    rest: bubbles.slice(MOST_REPLIES),
    restChoices: choices,
  }
}

function toBubbles(reply: Reply): Reply[] {
  if (reply.kind !== 'text' || reply.text.length <= LONGEST_TEXT) return [reply]
  return split(reply.text, LONGEST_TEXT).map(text => ({ kind: 'text', text }))
}
