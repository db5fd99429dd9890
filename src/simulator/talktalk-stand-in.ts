/** Stands in for TalkTalk's send API on the desk: what the service sends there appears in the simulator's TalkTalk chat. */
import { Router } from 'express'
import { talkTalkPost } from '../messengers/talktalk/message.js'
import { anyText, jsonOf } from './body.js'
import type { Mailbox } from './mailbox.js'

/** Answers as TalkTalk does: always HTTP 200; 01 without a key, 02 to what is not inside its limits. */
export function createTalkTalkStandIn(mailbox: Mailbox): Router {
  return Router().post('/chatbot/v1/event', anyText, (req, res) => {
    if (!req.get('Authorization')) return res.json({ success: false, resultCode: '01', resultMessage: '인증 오류' })
    const { data } = talkTalkPost.safeParse(jsonOf(req))
    if (!data) return res.json({ success: false, resultCode: '02', resultMessage: 'request json 문자열 파싱 오류' })
    mailbox.put('talktalk', { user: data.user, post: data })
    return res.json({ success: true, resultCode: '00' })
  })
}
