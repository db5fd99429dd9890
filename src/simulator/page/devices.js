/** On a narrow screen the chat and the phone are two devices: one is in hand, the other a press away. */
import { element } from './element.js'

export function startDevices() {
  const buttons = [...document.querySelectorAll('[data-shows]')]
  const badge = document.getElementById('phone-badge')
  let unseen = 0

  const show = device => {
    document.body.dataset.device = device
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.shows === device))
    if (device === 'phone') count(0)
  }
  const count = messages => {
    unseen = messages
    badge.replaceChildren(
      ...(unseen > 0 ? [String(unseen), element('span', { className: 'unseen' }, '개의 새 메시지')] : []),
    )
  }
  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.shows))
  show('chat')
  return {
    show,
    /** Something came while the phone was not in hand. */
    phoneRang() {
      if (document.body.dataset.device !== 'phone') count(unseen + 1)
    },
  }
}

/** Escape closes what stands open over the page, and the keys go back to what opened it. */
export function closeOnEscape() {
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    const open = event.target.closest?.('details[open]') ?? document.querySelector('.menu[open]')
    if (!open) return
    open.open = false
    open.querySelector('summary').focus()
  })
}
