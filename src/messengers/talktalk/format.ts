/** An answer in TalkTalk's best form: texts, composites side by side, quick replies under the last message. */

import { present } from '../../platform/present.js'
import type { Answer, Button, Reply } from '../messenger.js'
import { paragraphs } from '../plain.js'
import { chunks } from '../runs.js'
import { split } from '../shorten.js'
import { tidy } from '../tidy.js'
import { toQuickButtons } from './buttons.js'
import { compose, composeItem } from './composite.js'
import {
  MOST_BUTTONS,
  MOST_IN_CAROUSEL,
  type TalkTalkComposite,
  type TalkTalkMessage,
  type TalkTalkQuickButton,
  TEXT_LENGTH,
} from './message.js'

/**
 * Total: whatever the answer, there is at least one message and each is inside every limit of `message.ts`, in the order to be sent.
 * Messages are not limited in number, so only quick replies beyond ten and the end of an item's text can be lost; whoever has more
 * pages it before.
 */
export function formatTalkTalk(answer: Answer): TalkTalkMessage[] {
  const { replies, choices } = tidy(answer)
  const messages = headed(replies).flatMap(toMessages)
  return withQuickReply(messages, toQuickButtons([...choices, ...replies.flatMap(movedFrom)]))
}

/** A composite list has no heading, so a list's title ends the text before it, or is one. */
function headed(replies: readonly Reply[]): Reply[] {
  return replies.flatMap((reply, n): Reply[] => {
    const next = replies[n + 1]
    if (reply.kind === 'text' && next?.kind === 'list') return [{ ...reply, text: paragraphs(reply.text, next.title) }]
    if (reply.kind === 'list' && replies[n - 1]?.kind !== 'text') return [{ kind: 'text', text: reply.title }, reply]
    return [reply]
  })
}

/** A list is a carousel; cards stand one under the other, so that none hides behind another's edge. */
function toMessages(reply: Reply): TalkTalkMessage[] {
  if (reply.kind === 'text') return texts(reply.text)
  if (reply.kind === 'list') return carousels(reply.items.map(composeItem))
  const { text, composite } = compose(reply)
  return [...(text ? texts(text) : []), ...(composite ? carousels([composite]) : [])]
}

function texts(text: string): TalkTalkMessage[] {
  return split(text, TEXT_LENGTH).map(piece => ({ event: 'send', textContent: { text: piece } }))
}

function carousels(composites: readonly TalkTalkComposite[]): TalkTalkMessage[] {
  return chunks(composites, MOST_IN_CAROUSEL).map(some => ({
    event: 'send',
    compositeContent: { compositeList: some },
  }))
}

/** What has no button where it belongs. */
function movedFrom(reply: Reply): readonly Button[] {
  if (reply.kind === 'card') return (reply.buttons ?? []).slice(MOST_BUTTONS)
  return reply.kind === 'list' ? (reply.buttons ?? []) : []
}

function withQuickReply(messages: TalkTalkMessage[], buttonList: TalkTalkQuickButton[]): TalkTalkMessage[] {
  if (buttonList.length === 0) return messages
  return messages.map((message, n) => {
    if (n < messages.length - 1) return message
    const { textContent, compositeContent } = message
    return present({
      ...message,
      textContent: textContent && { ...textContent, quickReply: { buttonList } },
      compositeContent: compositeContent && { ...compositeContent, quickReply: { buttonList } },
    })
  })
}
