/** One chat window: bubbles, time, typing, quick replies and the line to write in. What is in the bubbles is the messenger's matter. */
import { serviceNow, timeOf, wholeDayOf } from './clock.js'
import { button, element, words } from './element.js'

const HINTS = ['이번 주말 수원 봉사 신청할래', '내 신청 확인할래', '뭐 할 수 있어?']

/**
 * Fills `root` (a tab panel) with a chat. `send(text)` is called for what was typed; `tools` are more buttons beside the line.
 * Returns how the messenger shows things in it.
 */
export function createChat(root, { note, send, tools = [] }) {
  const lines = element('ol', { className: 'chat__lines' })
  const log = element(
    'div',
    { className: 'chat__log', role: 'log', 'aria-live': 'polite', 'aria-label': '대화', tabIndex: 0 },
    lines,
  )
  const chips = element('div', { className: 'chips', role: 'group', 'aria-label': '바로 답하기' })
  const input = element('input', {
    className: 'chat__input',
    type: 'text',
    maxLength: 1000,
    autocomplete: 'off',
    placeholder: '메시지 입력',
    'aria-label': '메시지',
  })
  const form = element(
    'form',
    { className: 'chat__form' },
    tools,
    input,
    element('button', { type: 'submit', className: 'chat__send' }, '보내기'),
  )
  form.addEventListener('submit', event => {
    event.preventDefault()
    const text = input.value.trim()
    input.value = ''
    if (text) send(text)
  })
  root.append(heading(note), log, chips, form)
  const typing = element('li', { className: 'typing', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'))

  const toEnd = () => {
    log.scrollTop = log.scrollHeight
  }
  // A picture has its height only when it is there; its load event does not bubble.
  log.addEventListener('load', toEnd, true)
  const append = item => {
    lines.append(item)
    if (typing.isConnected) lines.append(typing)
    toEnd()
  }
  const offer = buttons => {
    chips.replaceChildren(...buttons)
    toEnd()
  }
  append(element('li', { className: 'day' }, wholeDayOf(serviceNow())))
  append(element('li', { className: 'note' }, '아래 말을 누르거나 하고 싶은 말을 써 보세요.'))
  offer(HINTS.map(text => button(text, () => send(text), 'chip')))

  return {
    /** A bubble of the person's own. */
    mine(content, at) {
      offer([])
      append(said('mine', typeof content === 'string' ? bubble(content) : content, at))
    },
    /** What the service says, each in a line of its own; the first has the face. */
    theirs(contents, at) {
      contents.forEach((content, n) => {
        append(said(n === 0 ? 'theirs theirs--first' : 'theirs', content, at))
      })
    },
    /** Words of the page itself. */
    note: text => append(element('li', { className: 'note' }, text)),
    /** Quick replies: gone with the next message. */
    offer,
    typing(on) {
      if (on) append(typing)
      else typing.remove()
    },
    focus: () => input.focus({ preventScroll: true }),
  }
}

function heading(note) {
  return element(
    'div',
    { className: 'chat__head' },
    element('span', { className: 'face', 'aria-hidden': 'true' }),
    element('span', { className: 'chat__name' }, '손모아'),
    element('span', { className: 'chat__note' }, note),
  )
}

/** `at` when it was said before the page was opened. */
function said(className, content, at) {
  const time = timeOf(at === undefined ? serviceNow() : new Date(at))
  return element(
    'li',
    { className: `said ${className}` },
    element('span', { className: 'unseen' }, className === 'mine' ? '나: ' : '손모아: '),
    content,
    element('time', { className: 'said__time' }, time),
  )
}

/** Kakao folds what is longer behind 전체 보기. */
const FOLDED_FROM = 500

export function bubble(text) {
  const shown = element('div', { className: 'bubble' }, words(text))
  if (text.length <= FOLDED_FROM) return shown
  shown.replaceChildren(`${text.slice(0, FOLDED_FROM)}… `)
  shown.append(button('전체 보기', () => shown.replaceChildren(...words(text)), 'bubble__more'))
  return shown
}
