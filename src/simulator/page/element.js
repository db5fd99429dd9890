/** Makes the page's elements. Text is always set as text, never as HTML. */

/** `properties` are set on the element, `on…` ones as listeners; what has a hyphen or is `role` or `for` becomes an attribute. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else if (name.includes('-') || name === 'role' || name === 'for') made.setAttribute(name, value)
    else made[name] = value
  }
  made.append(...children.flat().filter(child => child !== undefined && child !== ''))
  return made
}

export function button(label, press, className = 'button') {
  return element('button', { type: 'button', className, onclick: press }, label)
}

/** A link that opens beside the chat. */
export function link(label, href, className) {
  const opened = element('a', { href, target: '_blank', rel: 'noopener', className }, label)
  opened.append(element('span', { className: 'unseen' }, ' (새 창)'))
  return opened
}

export function image(url, alt, className) {
  const shown = element('img', { src: url, alt: alt ?? '', className })
  shown.addEventListener('error', () => shown.classList.add('is-missing'))
  return shown
}

const ADDRESS = /(https?:\/\/[^\s]+[^\s.,!?)\]])/

/** Text with its web addresses as links. */
export function words(text) {
  return text.split(ADDRESS).map(part => (ADDRESS.test(part) ? link(part, part) : part))
}

/** Cards side by side, moved by swiping, by keys or by the two buttons. */
export function carousel(cards) {
  const track = element('ul', { className: 'carousel__track', tabIndex: 0, 'aria-label': `카드 ${cards.length}장` })
  track.append(...cards.map(card => element('li', {}, card)))
  const move = cardsOn => () =>
    track.scrollBy({ left: cardsOn * track.firstElementChild.offsetWidth, behavior: 'smooth' })
  return element(
    'div',
    { className: 'carousel' },
    track,
    element(
      'div',
      { className: 'carousel__moves' },
      element(
        'button',
        { type: 'button', className: 'carousel__move', 'aria-label': '앞 카드', onclick: move(-1) },
        '‹',
      ),
      element(
        'button',
        { type: 'button', className: 'carousel__move', 'aria-label': '다음 카드', onclick: move(1) },
        '›',
      ),
    ),
  )
}
