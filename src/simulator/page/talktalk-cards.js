/** Draws what is sent to TalkTalk: text, pictures, composites, quick replies and the pickers. */
import { bubble } from './chat.js'
import { button, carousel, element, image, link, words } from './element.js'

/** `press(title, code, inputType)` is called when something was chosen; `tell(text)` for what only the real messenger could do. */
export function drawMessage({ textContent, imageContent, compositeContent }, press, tell) {
  if (textContent) return bubble(textContent.text)
  if (imageContent) return image(imageContent.imageUrl, '챗봇이 보낸 사진', 'picture')
  if (compositeContent) {
    const cards = (compositeContent.compositeList ?? []).map(composite => card(composite, { press, tell }))
    return cards.length === 1 ? cards[0] : carousel(cards)
  }
  return element('div', { className: 'bubble' }, '알 수 없는 메시지예요.')
}

export function drawQuickReply({ textContent, imageContent, compositeContent }, press, tell) {
  const { quickReply } = textContent ?? imageContent ?? compositeContent ?? {}
  return (quickReply?.buttonList ?? []).map(shown => toButton(shown, { press, tell }, 'chip'))
}

function card({ title, description, image: picture, elementList, buttonList = [] }, act) {
  const buttons = buttonList.map(shown => toButton(shown, act, 'card__button'))
  return element(
    'div',
    { className: 'card' },
    picture ? image(picture.imageUrl, title ?? '', 'card__image') : undefined,
    title ? element('p', { className: 'card__title' }, words(title)) : undefined,
    description ? element('p', { className: 'card__text' }, words(description)) : undefined,
    elementList
      ? element(
          'ul',
          { className: 'card__list' },
          (elementList.data ?? []).map(data => element('li', {}, row(data, act))),
        )
      : undefined,
    buttons.length > 0 ? element('div', { className: 'card__buttons' }, buttons) : undefined,
  )
}

function row({ title, description, subDescription, image: picture, button: pressed }, act) {
  return element(
    'div',
    { className: 'item' },
    element(
      'span',
      { className: 'item__words' },
      element('span', { className: 'item__title' }, title),
      [description, subDescription].filter(Boolean).map(text => element('span', { className: 'item__text' }, text)),
    ),
    picture ? image(picture.imageUrl, '', 'item__image') : undefined,
    pressed ? toButton(pressed, act, 'item__button') : undefined,
  )
}

function toButton({ type, data = {} }, act, className) {
  const draw = BUTTONS[type]
  return draw
    ? draw(data, act, className)
    : button(data.title ?? type, () => act.tell('여기서는 이 단추를 쓸 수 없어요.'), className)
}

const BUTTONS = {
  TEXT: ({ title, code }, { press }, className) => button(title, () => press(title, code, 'button'), className),
  LINK: ({ title, url }, _act, className) => link(title, url, className),
  OPTION: ({ title, buttonList = [] }, act, className) =>
    element(
      'details',
      { className: 'option' },
      element('summary', { className }, title),
      buttonList.map(shown => toButton(shown, act, className)),
    ),
  CALENDAR: ({ title, code }, { press }, className) =>
    picker(title, className, element('input', { type: 'date', required: true, 'aria-label': title }), value =>
      press(value.replaceAll('-', ''), code, 'calendar'),
    ),
  TIME: ({ title, code }, { press }, className) =>
    picker(title, className, element('input', { type: 'time', required: true, 'aria-label': title }), value =>
      press(value, code, 'time'),
    ),
  TIMEINTERVAL: ({ title, code, options }, { press }, className) =>
    picker(title, className, times(title, options?.timeInterval ?? {}), value => press(value, code, 'timeInterval')),
}

function picker(title, className, input, choose) {
  const form = element(
    'form',
    { className: 'picker' },
    input,
    element('button', { type: 'submit', className: 'button' }, '고르기'),
  )
  form.addEventListener('submit', event => {
    event.preventDefault()
    choose(input.value)
  })
  return element('details', { className: 'option' }, element('summary', { className }, title), form)
}

/** `0930` and 30 → 09:30, 10:00, … */
function times(title, { start = '0900', end = '1800', interval = '60' }) {
  const minutes = time => Number(time.slice(0, 2)) * 60 + Number(time.slice(2))
  const count = Math.floor((minutes(end) - minutes(start)) / Number(interval)) + 1
  const options = Array.from({ length: count }, (_, n) => {
    const at = minutes(start) + n * Number(interval)
    return element('option', {}, `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
  })
  return element('select', { 'aria-label': title }, options)
}
