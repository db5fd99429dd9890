/** The TalkTalk tab: sends the events that TalkTalk sends, and shows what is answered or sent on its own. */
import { createChat } from './chat.js'
import { button, image } from './element.js'
import { post } from './inspector.js'
import { person } from './person.js'
import { drawMessage, drawQuickReply } from './talktalk-cards.js'

const TYPING_MS = 10_000

export function startTalkTalk(root) {
  const user = person.talktalk
  let opened = false
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

  function say(textContent) {
    chat.mine(textContent.text)
    return tell({ event: 'send', user, textContent, options: { mobile: true } })
  }
  function sendPicture() {
    const imageUrl = `${location.origin}/simulator/photo.svg`
    chat.mine(image(imageUrl, '내가 보낸 사진', 'picture'))
    return tell({ event: 'send', user, imageContent: { imageUrl }, options: { mobile: true } })
  }
  async function tell(event) {
    type(true)
    try {
      const answer = await post('/simulator/talktalk', event)
      type(false)
      if (answer) show(answer)
    } catch (error) {
      type(false)
      chat.note(`챗봇이 답하지 못했어요. 잠시 뒤에 다시 보내 주세요. (${error.message})`)
    }
  }
  function type(on) {
    clearTimeout(typingEnds)
    chat.typing(on)
    if (on) typingEnds = setTimeout(() => chat.typing(false), TYPING_MS)
  }
  function show(message) {
    chat.theirs([drawMessage(message, press, chat.note)])
    chat.offer(drawQuickReply(message, press, chat.note))
  }
  /** What came by the send API. */
  function receive(body) {
    if (body.user !== user) return
    if (body.post.event === 'action') return type(body.post.options.action === 'typingOn')
    type(false)
    if (body.post.event === 'send') return show(body.post)
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
