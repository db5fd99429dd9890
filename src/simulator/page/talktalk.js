/** The TalkTalk tab: sends the events that TalkTalk sends, and shows what is answered or sent on its own. */
import { createChat } from './chat.js'
import { whyNoAnswer } from './connection.js'
import { button, image } from './element.js'
import { createHistory } from './history.js'
import { post } from './inspector.js'
import { person } from './person.js'
import { drawMessage, drawQuickReply } from './talktalk-cards.js'

const TYPING_MS = 10_000

export function startTalkTalk(root) {
  const user = person.talktalk
  const history = createHistory('talktalk')
  let opened = history.entries().length > 0
  let typingEnds
  const chat = createChat(root, {
    note: '네이버 톡톡 챗봇',
    send: text => say({ text, inputType: 'typing' }),
    tools: [
      button('스티커', () => say({ text: '(스티커)', inputType: 'sticker' }), 'chat__tool'),
      button('사진', sendPicture, 'chat__tool'),
    ],
  })
  const press = (text, code, inputType) => say({ text, ...(code ? { code } : {}), inputType })

  for (const { at, mine, picture, message } of history.entries()) {
    if (message) show(message, at)
    else chat.mine(picture ? sentPicture(picture) : mine, at)
  }

  function say(textContent) {
    chat.mine(textContent.text)
    history.add({ mine: textContent.text })
    return tell({ event: 'send', user, textContent, options: { mobile: true } })
  }
  function sendPicture() {
    const imageUrl = `${location.origin}/simulator/photo.svg`
    chat.mine(sentPicture(imageUrl))
    history.add({ picture: imageUrl })
    return tell({ event: 'send', user, imageContent: { imageUrl }, options: { mobile: true } })
  }
  async function tell(event) {
    type(true)
    try {
      const answer = await post('/simulator/talktalk', event)
      type(false)
      if (answer) take(answer)
    } catch (error) {
      type(false)
      chat.note(whyNoAnswer(error))
    }
  }
  function type(on) {
    clearTimeout(typingEnds)
    chat.typing(on)
    if (on) typingEnds = setTimeout(() => chat.typing(false), TYPING_MS)
  }
  function take(message) {
    history.add({ message })
    show(message)
  }
  function show(message, at) {
    chat.theirs([drawMessage(message, press, chat.note)], at)
    chat.offer(drawQuickReply(message, press, chat.note))
  }
  /** What came by the send API. */
  function receive(body) {
    if (body.user !== user) return
    if (body.post.event === 'action') return type(body.post.options.action === 'typingOn')
    type(false)
    if (body.post.event === 'send') return take(body.post)
    chat.note(body.post.options?.control === 'takeThread' ? '챗봇이 다시 답해요.' : '상담원에게 대화를 넘겼어요.')
  }
  return {
    receive,
    /** The first look at the tab opens the chat. */
    open() {
      if (opened) return
      opened = true
      tell({ event: 'open', user, options: { inflow: 'list', friend: false, under14: false, under19: false } })
    },
    focus: chat.focus,
  }
}

function sentPicture(url) {
  return image(url, '내가 보낸 사진', 'picture')
}
