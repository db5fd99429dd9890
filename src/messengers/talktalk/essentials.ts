/** The essentials of messages that TalkTalk refused, as one plain text: no cards, no buttons, nothing that could be wrong about them. */
import type { TalkTalkButton, TalkTalkMessage } from './message.js'

const LONGEST = 1_000

/** What can be pressed can also be typed, so its words are enough; where a link leads is written out, and what it dials. Whole lines, as many as fit. */
export function essentialsOf(messages: readonly TalkTalkMessage[]): TalkTalkMessage {
  let text = ''
  for (const line of messages.flatMap(linesOf)) {
    if (text.length + line.length >= LONGEST) break
    text += text === '' ? line : `\n${line}`
  }
  return { event: 'send', textContent: { text } }
}

function linesOf({ textContent, compositeContent }: TalkTalkMessage): string[] {
  const cards = compositeContent?.compositeList ?? []
  const said = [
    textContent?.text ?? '',
    ...cards.flatMap(({ title = '', description = '', buttonList = [] }) => [
      title,
      description,
      ...buttonList.map(linkOf),
    ]),
    ...((textContent ?? compositeContent)?.quickReply?.buttonList.map(linkOf) ?? []),
  ]
  return said.flatMap(part => part.split('\n')).filter(line => line.trim() !== '')
}

function linkOf(button: TalkTalkButton): string {
  return button.type === 'LINK' ? `${button.data.title}: ${button.data.url.replace(/^tel:/, '')}` : ''
}
