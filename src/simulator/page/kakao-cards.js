/** Draws what a Kakao skill answers: every component of SkillResponse 2.0. */
import { bubble } from './chat.js'
import { button, carousel, element, image, link, words } from './element.js'

/**
 * One element for each output. `press({ said, extra, trigger })` is called when something was pressed; `tell(text)` for what only a real
 * phone could do.
 */
export function drawOutputs(outputs, press, tell) {
  return outputs.map(output => {
    const [kind, content] = Object.entries(output ?? {})[0] ?? []
    const draw = COMPONENTS[kind]
    return draw && content ? draw(content, { press, tell }) : unknown(output)
  })
}

export function drawQuickReplies(quickReplies, press) {
  return quickReplies.map(reply =>
    button(
      reply.label,
      () => press({ said: reply.messageText ?? reply.label, extra: reply.extra, trigger: 'QUICKREPLY_BUTTON' }),
      'chip',
    ),
  )
}

const COMPONENTS = {
  simpleText: ({ text }) => bubble(text),
  simpleImage: ({ imageUrl, altText }) => image(imageUrl, altText, 'picture'),
  textCard: (card, act) => framed(card, act, title(card), description(card)),
  basicCard: (card, act) => framed(card, act, thumbnail(card), profile(card), title(card), description(card)),
  commerceCard: (card, act) =>
    framed(
      card,
      act,
      thumbnail({ thumbnail: card.thumbnails?.[0] }),
      profile(card),
      title(card),
      price(card),
      description(card),
    ),
  listCard: (card, act) => framed(card, act, listHead(card), list(card, act)),
  itemCard: (card, act) =>
    framed(
      card,
      act,
      thumbnail(card),
      head(card),
      profile(card),
      imageTitle(card),
      facts(card),
      summary(card),
      title(card),
      description(card),
    ),
  carousel: ({ type, items = [], header }, act) =>
    carousel([
      ...(header ? [framed(header, act, thumbnail(header), title(header), description(header))] : []),
      ...items.map(item => (COMPONENTS[type] ?? unknown)(item, act)),
    ]),
}

/** A component that the page does not know is shown by the words in it. */
function unknown(output) {
  const said = wordsIn(output).join('\n')
  return element(
    'div',
    { className: 'card' },
    element('p', { className: 'card__text' }, said || '그릴 수 없는 말풍선이에요.'),
  )
}

function wordsIn(value) {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : []
}

function framed(card, act, ...parts) {
  const buttons = card.buttons ?? []
  const sideBySide = card.buttonLayout ? card.buttonLayout === 'horizontal' : card.thumbnail?.fixedRatio === true
  const row = sideBySide ? 'card__buttons card__buttons--row' : 'card__buttons'
  const pressable = buttons.map(pressed => toButton(pressed, act))
  return element(
    'div',
    { className: 'card' },
    parts,
    pressable.length > 0 ? element('div', { className: row }, pressable) : undefined,
  )
}

function toButton({ action, label, messageText, extra, webLinkUrl, phoneNumber }, { press, tell }) {
  if (action === 'webLink') return link(label, webLinkUrl, 'card__button')
  if (action === 'phone') return element('a', { href: `tel:${phoneNumber}`, className: 'card__button' }, label)
  if (action === 'share') return button(label, () => tell('여기서는 공유할 수 없어요.'), 'card__button')
  if (action === 'operator')
    return button(label, () => tell('진짜 카카오톡에서는 여기서 상담원 채팅이 열려요.'), 'card__button')
  return button(label, () => press({ said: messageText ?? label, extra, trigger: 'CARD_BUTTON' }), 'card__button')
}

const line = (text, className) => (text ? element('p', { className }, words(text)) : undefined)
const title = card => line(card.title, 'card__title')
const description = card => line(card.description, 'card__text')
const head = card => line(card.head?.title, 'card__head')

function thumbnail({ thumbnail: shown }) {
  if (!shown?.imageUrl) return undefined
  const picture = image(
    shown.imageUrl,
    shown.altText,
    shown.fixedRatio ? 'card__image card__image--square' : 'card__image',
  )
  const address = shown.link?.web ?? shown.link?.mobile
  return address ? link(picture, address) : picture
}

function profile({ profile: by }) {
  if (!by) return undefined
  const name = by.title ?? by.nickname ?? ''
  return element('p', { className: 'card__profile' }, by.imageUrl ? image(by.imageUrl, '') : undefined, name)
}

function price({ price: full, discountedPrice, discountRate, discount }) {
  const won = amount => `${amount.toLocaleString('ko-KR')}원`
  const now = discountedPrice ?? (discount ? full - discount : full)
  const off = discountRate ? `${discountRate}% ` : ''
  return element(
    'p',
    { className: 'card__price' },
    off,
    won(now),
    now === full ? undefined : element('s', {}, won(full)),
  )
}

function listHead({ header }) {
  const address = header?.link?.web ?? header?.link?.mobile
  return element('p', { className: 'card__head' }, address ? link(header.title, address) : (header?.title ?? ''))
}

function list({ items = [] }, act) {
  return element(
    'ul',
    { className: 'card__list' },
    items.map(item => element('li', {}, listItem(item, act))),
  )
}

function listItem(item, { press }) {
  const text = element(
    'span',
    { className: 'item__words' },
    element('span', { className: 'item__title' }, item.title),
    item.description ? element('span', { className: 'item__text' }, item.description) : undefined,
  )
  const content = [text, item.imageUrl ? image(item.imageUrl, '', 'item__image') : undefined].filter(Boolean)
  const address = item.link?.web ?? item.link?.mobile ?? item.link?.pc
  if (item.action)
    return button(
      content,
      () => press({ said: item.messageText ?? item.title, extra: item.extra, trigger: 'LIST_ITEM' }),
      'item',
    )
  return address ? link(content, address, 'item') : element('div', { className: 'item' }, content)
}

function imageTitle({ imageTitle: shown }) {
  if (!shown) return undefined
  return element(
    'div',
    { className: 'item' },
    element(
      'span',
      { className: 'item__words' },
      element('span', { className: 'card__title' }, shown.title),
      element('span', { className: 'item__text' }, shown.description ?? ''),
    ),
    shown.imageUrl ? image(shown.imageUrl, '', 'item__image') : undefined,
  )
}

function facts({ itemList = [], itemListAlignment }) {
  const rows = itemList.map(({ title: name, description: value }) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  )
  return element('dl', { className: itemListAlignment === 'right' ? 'facts facts--right' : 'facts' }, rows)
}

function summary({ itemListSummary: sum }) {
  return sum
    ? element('p', { className: 'card__sum' }, element('span', {}, sum.title), element('strong', {}, sum.description))
    : undefined
}
