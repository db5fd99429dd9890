/** The KakaoTalk tab: asks the skill as Kakao's bot platform does, and shows what it answers. */
import { createChat } from './chat.js'
import { whyNoAnswer } from './connection.js'
import { createHistory } from './history.js'
import { post } from './inspector.js'
import { drawOutputs, drawQuickReplies } from './kakao-cards.js'
import { person, randomHex } from './person.js'

export function startKakao(root) {
  const press = ({ said, extra, trigger }) => say(said, extra, trigger)
  const chat = createChat(root, { note: '카카오톡 채널 챗봇', send: text => say(text, undefined, 'TEXT_INPUT') })

  const history = createHistory('kakao')
  for (const { at, mine, answer } of history.entries()) {
    if (mine === undefined) show(answer, at)
    else chat.mine(mine, at)
  }

  async function say(text, extra, trigger) {
    chat.mine(text)
    history.add({ mine: text })
    chat.typing(true)
    try {
      const headers = { 'X-Request-Id': `chp-${randomHex(16)}` }
      const answer = await post('/simulator/kakao', skillCall(text, extra, trigger), headers)
      history.add({ answer })
      show(answer)
    } catch (error) {
      chat.note(whyNoAnswer(error))
    } finally {
      chat.typing(false)
    }
  }

  function show(response, at) {
    const { outputs = [], quickReplies = [] } = response?.template ?? {}
    if (outputs.length === 0) chat.note('챗봇이 아무 말도 하지 않았어요.')
    chat.theirs(drawOutputs(outputs, press, chat.note), at)
    chat.offer(drawQuickReplies(quickReplies, press))
  }
  return { focus: chat.focus }
}

const BLOCK = { id: '5e0f180affa74800014bd838', name: '폴백 블록' }

/** A whole skill payload, version 2.0. `extra` is what the pressed thing carried. */
function skillCall(utterance, extra, trigger) {
  const id = person.kakao
  const triggered = trigger === 'TEXT_INPUT' ? trigger : `${trigger}_MESSAGE`
  return {
    bot: { id: '5e0f180affa74800014bd8aa!', name: '손모아' },
    intent: { ...BLOCK, extra: { reason: { code: 1, message: 'OK' } } },
    action: {
      id: '5e0f180affa74800014bd8bb',
      name: '손모아 스킬',
      params: {},
      detailParams: {},
      clientExtra: extra ?? {},
    },
    userRequest: {
      timezone: 'Asia/Seoul',
      params: { surface: 'Kakaotalk.plusfriend' },
      block: BLOCK,
      utterance,
      lang: 'ko',
      user: {
        id,
        type: 'botUserKey',
        properties: {
          botUserKey: id,
          bot_user_key: id,
          isFriend: true,
          plusfriendUserKey: id.slice(0, 12),
          plusfriend_user_key: id.slice(0, 12),
        },
      },
    },
    contexts: [],
    flow: { trigger: { type: triggered }, lastBlock: BLOCK },
  }
}
