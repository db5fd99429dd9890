/** Says in Korean when the service cannot be reached, and when it can again. */

const LOST = '서비스에 연결되지 않아요. 인터넷이 끊겼거나 서비스가 꺼진 것 같아요. 다시 연결하고 있어요.'
const BACK = '다시 연결됐어요.'
const BACK_SHOWN_MS = 3000

export function startConnection(events) {
  const said = document.getElementById('connection')
  let lost = false
  const tell = text => {
    said.textContent = text
    said.hidden = text === ''
  }
  const lose = () => {
    lost = true
    tell(LOST)
  }
  const find = () => {
    if (!lost) return
    lost = false
    tell(BACK)
    setTimeout(() => {
      if (!lost) tell('')
    }, BACK_SHOWN_MS)
  }
  events.addEventListener('error', lose)
  events.addEventListener('open', find)
  addEventListener('offline', lose)
  addEventListener('online', find)
}

/** Why an answer did not come, in a sentence: what the browser says of it is English. */
export function whyNoAnswer(error) {
  return error instanceof TypeError
    ? '서비스에 연결되지 않아서 보내지 못했어요. 연결된 뒤에 다시 보내 주세요.'
    : `챗봇이 답하지 못했어요. 잠시 뒤에 다시 보내 주세요. (${error.message})`
}
