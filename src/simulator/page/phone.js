/** The phone beside the chat: shows AlimTalk and text messages, the newest on top. */
import { dayOf, timeOf } from './clock.js'
import { button, element, link, words } from './element.js'
import { person } from './person.js'

const CODE = /(?<!\d)\d{6}(?!\d)/
const SHOWN_MS = 8000

/** `rang` is called for a message that comes while the page is open. */
export function startPhone(rang) {
  const log = document.getElementById('phone-log')
  const toast = document.getElementById('toast')
  // What scrolls can be reached by the keys.
  log.parentElement.tabIndex = 0
  let unseen = 0
  let lastMail = person.since
  let hiding
  log.append(
    element('li', { className: 'phone__empty' }, '아직 온 메시지가 없어요. 인증번호와 신청 알림이 여기로 와요.'),
  )
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return
    unseen = 0
    name(unseen)
  })
  toast.addEventListener('click', () => {
    toast.hidden = true
  })
  return {
    /** Id of the newest message shown. */
    lastMail: () => lastMail,
    receive(id, message, isNew) {
      if (id <= person.since) return
      lastMail = Math.max(lastMail, id)
      log.querySelector('.phone__empty')?.remove()
      log.prepend(drawn(message))
      if (!isNew) return
      rang()
      clearTimeout(hiding)
      toast.hidden = false
      hiding = setTimeout(() => {
        toast.hidden = true
      }, SHOWN_MS)
      if (document.hidden) name(++unseen)
    },
  }
}

/** Another tab of the browser may be in front: its title tells that something came. */
function name(unseen) {
  document.title = unseen > 0 ? `(${unseen}) 손모아 시뮬레이터` : '손모아 시뮬레이터'
}

function drawn({ kind, to, text, buttons, at }) {
  const moment = new Date(at)
  const code = CODE.exec(text)?.[0]
  return element(
    'li',
    { className: kind === 'AlimTalk' ? 'mail mail--alimtalk' : 'mail' },
    element(
      'p',
      { className: 'mail__head' },
      element('strong', {}, kind === 'AlimTalk' ? '알림톡' : '문자'),
      ` ${to} · ${dayOf(moment)} ${timeOf(moment)}`,
    ),
    element('p', { className: 'mail__text' }, words(text)),
    code ? codeRow(code) : undefined,
    buttons.map(({ label, url }) => link(label, url, 'mail__button')),
  )
}

function codeRow(code) {
  const copy = button('복사', async () => {
    await navigator.clipboard?.writeText(code).catch(() => undefined)
    copy.textContent = '복사했어요'
  })
  return element('p', { className: 'mail__code' }, element('strong', {}, code), copy)
}
