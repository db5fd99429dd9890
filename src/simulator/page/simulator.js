/** The simulator's page: two messengers in tabs, a phone beside them, and what the server tells meanwhile. */
import { startClock } from './clock.js'
import { startConnection } from './connection.js'
import { closeOnEscape, startDevices } from './devices.js'
import { startKakao } from './kakao.js'
import { becomeSomebodyNew, person } from './person.js'
import { startPhone } from './phone.js'
import { startTalkTalk } from './talktalk.js'

await startClock()
const kakao = startKakao(document.getElementById('kakao'))
const talktalk = startTalkTalk(document.getElementById('talktalk'))
const devices = startDevices()
const phone = startPhone(devices.phoneRang)
document.getElementById('toast').addEventListener('click', () => devices.show('phone'))
closeOnEscape()

const tabs = [...document.querySelectorAll('[role=tab]')]

function choose(chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen
    tab.setAttribute('aria-selected', String(isChosen))
    tab.tabIndex = isChosen ? 0 : -1
    document.getElementById(tab.getAttribute('aria-controls')).hidden = !isChosen
  }
  if (chosen.id === 'tab-talktalk') talktalk.open()
}
for (const [index, tab] of tabs.entries()) {
  tab.addEventListener('click', () => choose(tab))
  tab.addEventListener('keydown', event => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    const next = tabs[(index + 1) % tabs.length]
    choose(next)
    next.focus()
  })
}
document.getElementById('renew').addEventListener('click', () => becomeSomebodyNew(phone.lastMail()))

// What the phone already had is told first; only what comes after it is news.
const ids = new URLSearchParams({ kakao: person.kakao, talktalk: person.talktalk })
const events = new EventSource(`/simulator/events?${ids}`)
startConnection(events)
let caughtUp = false
events.addEventListener('caught-up', () => {
  caughtUp = true
})
events.addEventListener('phone', event => phone.receive(Number(event.lastEventId), JSON.parse(event.data), caughtUp))
events.addEventListener('talktalk', event => talktalk.receive(JSON.parse(event.data)))
kakao.focus()
