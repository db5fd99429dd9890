/**
 * A second, independent reading of Kakao's documented limits on a skill response: it shares nothing with the schemas of src/messengers, so
 * that a limit that they got wrong is found too.
 */

type Json = Record<string, unknown>

const BUBBLES = [
  'simpleText',
  'simpleImage',
  'textCard',
  'basicCard',
  'commerceCard',
  'listCard',
  'itemCard',
  'carousel',
]
const IN_CAROUSEL = ['textCard', 'basicCard', 'commerceCard', 'listCard', 'itemCard']
const ACTIONS = ['webLink', 'message', 'phone', 'block', 'share', 'operator']

/** Everything that is wrong with the response, as `path: what`; nothing for one that Kakao draws whole. */
export function kakaoFaults(body: unknown): string[] {
  const faults: string[] = []
  const response = asObject(body)
  if (response.version !== '2.0') faults.push('version: is not 2.0')
  const { outputs, quickReplies = [] } = asObject(response.template)
  if (!Array.isArray(outputs)) return [...faults, 'template.outputs: is missing']
  if (outputs.length < 1 || outputs.length > 3) faults.push(`template.outputs: ${outputs.length} of 1–3`)
  for (const [at, output] of outputs.entries()) faults.push(...faultsOfBubble(asObject(output), `outputs.${at}`))
  const replies = Array.isArray(quickReplies) ? quickReplies : []
  if (replies.length > 10) faults.push(`quickReplies: ${replies.length} of at most 10`)
  for (const [at, reply] of replies.entries()) faults.push(...faultsOfPress(asObject(reply), `quickReplies.${at}`))
  return faults
}

function faultsOfBubble(bubble: Json, path: string): string[] {
  const kinds = Object.keys(bubble)
  const kind = kinds[0] ?? ''
  if (kinds.length !== 1 || !BUBBLES.includes(kind)) return [`${path}: is ${kinds.join(' and ') || 'empty'}`]
  const content = asObject(bubble[kind])
  if (kind === 'carousel') return faultsOfCarousel(content, `${path}.carousel`)
  return faultsOfCard(kind, content, `${path}.${kind}`, false)
}

function faultsOfCarousel({ type, items, header }: Json, path: string): string[] {
  const cards = Array.isArray(items) ? items.map(asObject) : []
  const kind = String(type)
  const most = kind === 'listCard' ? 5 : 10
  const tops = (name: string) => new Set(cards.map(card => card[name] !== undefined)).size > 1
  return [
    ...(IN_CAROUSEL.includes(kind) ? [] : [`${path}: a carousel of ${kind}`]),
    ...(cards.length < 1 || cards.length > most ? [`${path}.items: ${cards.length} of 1–${most}`] : []),
    ...(header && ['textCard', 'listCard'].includes(kind) ? [`${path}.header: not for ${kind}`] : []),
    ...(kind === 'itemCard' && ['thumbnail', 'head', 'profile', 'imageTitle'].some(tops)
      ? [`${path}: uneven cards`]
      : []),
    ...cards.flatMap((card, at) => faultsOfCard(kind, card, `${path}.items.${at}`, true)),
  ]
}

function faultsOfCard(kind: string, card: Json, path: string, inCarousel: boolean): string[] {
  const title = textOf(card.title)
  const description = textOf(card.description)
  const together = title.length + description.length
  const wrong = (name: string, isWrong: boolean) => (isWrong ? [`${path}: ${name}`] : [])
  const own: Record<string, () => string[]> = {
    simpleText: () => wrong('text of 1–1000', !textOf(card.text) || textOf(card.text).length > 1000),
    simpleImage: () => faultsOfImage(card, path),
    textCard: () => [
      ...wrong('neither title nor description', together === 0),
      ...wrong('title over 50', title.length > 50),
      ...wrong('too long', inCarousel ? description.length > 128 : together > 400),
    ],
    basicCard: () => [
      ...faultsOfImage(asObject(card.thumbnail), `${path}.thumbnail`),
      ...wrong('title over 50', title.length > 50 || (inCarousel && lines(title) > 2)),
      ...wrong('description over 230', description.length > 230 || (inCarousel && lines(description) > 2)),
    ],
    commerceCard: () => wrong('we sell nothing', true),
    listCard: () => faultsOfList(card, path, inCarousel),
    itemCard: () => faultsOfFacts(card, path, inCarousel),
  }
  return [...(own[kind]?.() ?? []), ...faultsOfButtons(card, path)]
}

function faultsOfList({ header, items }: Json, path: string, inCarousel: boolean): string[] {
  const rows = Array.isArray(items) ? items.map(asObject) : []
  const most = inCarousel ? 4 : 5
  return [
    ...(textOf(asObject(header).title) ? [] : [`${path}.header: no title`]),
    ...(rows.length < 1 || rows.length > most ? [`${path}.items: ${rows.length} of 1–${most}`] : []),
    ...rows.flatMap((row, at) => [
      ...(textOf(row.title) ? [] : [`${path}.items.${at}: no title`]),
      ...(row.action === 'message' && !textOf(row.messageText) ? [`${path}.items.${at}: says nothing`] : []),
      ...(row.action === 'block' && !row.blockId ? [`${path}.items.${at}: no block`] : []),
    ]),
  ]
}

function faultsOfFacts(card: Json, path: string, inCarousel: boolean): string[] {
  const facts = Array.isArray(card.itemList) ? card.itemList.map(asObject) : []
  const words = [textOf(card.title), textOf(card.description)]
  const most = inCarousel ? 5 : 10
  const fact = ({ title, description }: Json, at: number) => {
    const label = textOf(title)
    const value = textOf(description)
    const fits = label.length >= 1 && label.length <= 6 && value.length >= 1 && lines(value) <= 2
    return fits ? [] : [`${path}.itemList.${at}: ${label} is outside the limits`]
  }
  return [
    ...(facts.length < 1 || facts.length > most ? [`${path}.itemList: ${facts.length} of 1–${most}`] : []),
    ...facts.flatMap(fact),
    ...(card.head && card.profile ? [`${path}: head and profile`] : []),
    ...(words[1] && !words[0] ? [`${path}: a description without a title`] : []),
    ...(words.join('').length > (inCarousel ? 100 : 200) ? [`${path}: title and description too long`] : []),
    ...(lines(words.join('\n').trim()) > 12 ? [`${path}: over 12 lines`] : []),
    ...(lines(textOf(asObject(card.head).title)) > 1 ? [`${path}.head: over one line`] : []),
    ...(card.thumbnail ? faultsOfImage(asObject(card.thumbnail), `${path}.thumbnail`) : []),
  ]
}

function faultsOfButtons({ buttons = [], buttonLayout, thumbnail }: Json, path: string): string[] {
  const all = Array.isArray(buttons) ? buttons.map(asObject) : []
  const beside = buttonLayout ? buttonLayout === 'horizontal' : asObject(thumbnail).fixedRatio === true
  const narrow = beside && all.length > 1
  return [
    ...(all.length > (beside ? 2 : 3) ? [`${path}.buttons: ${all.length}`] : []),
    ...(narrow && all.some(({ label }) => textOf(label).length > 8) ? [`${path}.buttons: too wide side by side`] : []),
    ...all.flatMap((button, at) => faultsOfPress(button, `${path}.buttons.${at}`)),
  ]
}

/** A button or quick reply. What is pressed has to be understood by its text alone, so it always says something. */
function faultsOfPress(press: Json, path: string): string[] {
  const { action, label, messageText, webLinkUrl, blockId } = press
  return [
    ...(ACTIONS.includes(String(action)) ? [] : [`${path}: action ${String(action)}`]),
    ...(textOf(label).length < 1 || textOf(label).length > 14 ? [`${path}: label of 1–14`] : []),
    ...(action === 'message' && !textOf(messageText).trim() ? [`${path}: says nothing`] : []),
    ...(action === 'webLink' && !/^https?:\/\/\S+$/.test(textOf(webLinkUrl)) ? [`${path}: leads nowhere`] : []),
    ...(action === 'block' && !blockId ? [`${path}: no block`] : []),
    ...(press.extra !== undefined && action !== 'message' && action !== 'block' ? [`${path}: extra on ${action}`] : []),
  ]
}

function faultsOfImage({ imageUrl, altText }: Json, path: string): string[] {
  return [
    ...(/^https?:\/\/\S+$/.test(textOf(imageUrl)) ? [] : [`${path}: no picture`]),
    ...(textOf(altText) && textOf(altText).length <= 50 ? [] : [`${path}: altText of 1–50`]),
  ]
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function lines(text: string): number {
  return text.split('\n').length
}
