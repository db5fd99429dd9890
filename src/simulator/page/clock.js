/** The service's clock: shown, set, and asked by everything on the page that shows a time. */
let offsetMs = 0

export function serviceNow() {
  return new Date(Date.now() + offsetMs)
}

const wall = (options, moment) =>
  new Intl.DateTimeFormat('ko-KR', { timeZone: 'Asia/Seoul', ...options }).format(moment)

export function timeOf(moment) {
  return wall({ hour: 'numeric', minute: '2-digit' }, moment)
}

export function dayOf(moment) {
  return wall({ month: 'long', day: 'numeric', weekday: 'short' }, moment)
}

export function wholeDayOf(moment) {
  return wall({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }, moment)
}

async function ask(now) {
  const change = now === undefined ? {} : { method: 'POST', body: JSON.stringify({ now }) }
  const answer = await fetch('/simulator/clock', { ...change, headers: { 'Content-Type': 'application/json' } })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  offsetMs = Date.parse((await answer.json()).now) - Date.now()
}

/** Seconds do not matter here. */
const EVERY_MS = 10_000

export async function startClock() {
  const shown = document.getElementById('clock-now')
  const wanted = document.getElementById('clock-wanted')
  const said = document.getElementById('clock-said')
  const show = () => {
    shown.textContent = `${dayOf(serviceNow())} ${timeOf(serviceNow())}`
  }
  const change = async now => {
    await ask(now).then(
      () => {
        said.textContent = now ? '서비스의 시각을 바꿨어요.' : '지금 시각으로 돌아왔어요.'
      },
      () => {
        said.textContent = '시각을 바꾸지 못했어요.'
      },
    )
    show()
  }
  document.getElementById('clock-form').addEventListener('submit', event => {
    event.preventDefault()
    change(`${wanted.value.slice(0, 16)}:00+09:00`)
  })
  document.getElementById('clock-real').addEventListener('click', () => change(null))
  await ask().catch(() => undefined)
  show()
  // `sv` writes dates as the input wants them.
  wanted.value = serviceNow().toLocaleString('sv', { timeZone: 'Asia/Seoul' }).slice(0, 16).replace(' ', 'T')
  setInterval(show, EVERY_MS)
}
