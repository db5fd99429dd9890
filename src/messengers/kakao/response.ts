/** Kakao skill response, version 2.0, with every documented limit: what is not valid here must not leave the house. */
import { z } from 'zod'
import { webAddress } from '../web-address.js'
import {
  fitsLayout,
  LAYOUT,
  lines,
  listItem,
  pressable,
  quickReply,
  sizedThumbnail,
  thumbnail,
  words,
} from './components.js'
import {
  FACT_LABEL,
  FACT_LINES,
  MOST_FACTS,
  MOST_IN_CAROUSEL,
  MOST_LIST_ITEMS,
  MOST_LISTS_IN_CAROUSEL,
  MOST_OUTPUTS,
  MOST_QUICK_REPLIES,
  type Place,
  ROOM,
  type Room,
  SIMPLE_TEXT,
} from './limits.js'

interface Words {
  readonly title?: string | undefined
  readonly description?: string | undefined
}
function fitsRoom(room: Room): (card: Words) => boolean {
  return ({ title = '', description = '' }) =>
    title.length + description.length <= room.together &&
    `${title}\n${description}`.trim().split('\n').length <= room.lines
}
const TOGETHER = 'title and description are too long together'

const simpleText = z.strictObject({ text: words.max(SIMPLE_TEXT) })
const simpleImage = z.strictObject(thumbnail.pick({ imageUrl: true, altText: true }).shape)

function textCard(place: Place) {
  const room = ROOM.textCard[place]
  return z
    .strictObject({
      title: z.string().max(room.title).optional(),
      description: z.string().max(room.description).optional(),
      ...pressable,
    })
    .refine(({ title, description }) => title || description, 'title or description is required')
    .refine(fitsRoom(room), TOGETHER)
    .refine(fitsLayout, LAYOUT)
}

const profile = z.strictObject({
  title: words.max(15).optional(),
  nickname: words.max(15).optional(),
  imageUrl: webAddress.optional(),
})
function basicCard(place: Place) {
  const room = ROOM.basicCard[place]
  const text = lines(room.descriptionLines)
  return z
    .strictObject({
      thumbnail,
      profile: profile.optional(),
      title: text.max(room.title).optional(),
      description: text.max(room.description).optional(),
      ...pressable,
    })
    .refine(fitsLayout, LAYOUT)
}

const won = z.int().nonnegative()

const commerceCard = z
  .strictObject({
    title: z.string().max(30).optional(),
    description: z.string().max(40).optional(),
    price: won,
    currency: z.literal('won'),
    discount: won.optional(),
    discountRate: won.optional(),
    discountedPrice: won.optional(),
    thumbnails: z.array(thumbnail).length(1),
    profile: profile.optional(),
    ...pressable,
  })
  .refine(card => card.discountRate === undefined || card.discountedPrice !== undefined, {
    path: ['discountRate'],
    message: 'needs discountedPrice',
  })
  .refine(fitsLayout, LAYOUT)

function listCard(place: Place) {
  return z
    .strictObject({
      header: z.strictObject({ title: words, link: z.record(z.string(), webAddress).optional() }),
      items: z.array(listItem).min(1).max(MOST_LIST_ITEMS[place]),
      ...pressable,
    })
    .refine(fitsLayout, LAYOUT)
}

const imageTitle = z.strictObject({
  title: lines(2),
  description: lines(1).optional(),
  imageUrl: webAddress.optional(),
})
const fact = z.strictObject({ title: words.max(FACT_LABEL), description: lines(FACT_LINES).min(1) })
/** An amount: a sign or word of currency, digits, comma, point and space; two decimals at most. */
const amount = words.max(14).regex(/^[^\d.,]{0,4}[\d, ]+(\.\d{1,2})?[^\d.,]{0,4}$/)

function itemCard(place: Place) {
  const room = ROOM.itemCard[place]
  return z
    .strictObject({
      thumbnail: sizedThumbnail.optional(),
      head: z.strictObject({ title: lines(1).min(1) }).optional(),
      profile: profile.optional(),
      imageTitle: imageTitle.optional(),
      itemList: z.array(fact).min(1).max(MOST_FACTS[place]),
      itemListAlignment: z.enum(['left', 'right']).optional(),
      itemListSummary: z.strictObject({ title: words.max(FACT_LABEL), description: amount }).optional(),
      title: z.string().max(room.title).optional(),
      description: z.string().max(room.description).optional(),
      ...pressable,
    })
    .refine(({ title, description }) => title || !description, 'description needs a title')
    .refine(({ head, profile }) => !(head && profile), 'head and profile exclude each other')
    .refine(fitsRoom(room), TOGETHER)
    .refine(fitsLayout, LAYOUT)
}

const header = z.strictObject({ title: lines(2).min(1), description: lines(3).min(1), thumbnail })
const many = <T extends z.ZodType>(card: T) => z.array(card).min(1).max(MOST_IN_CAROUSEL)
const TOPS = ['thumbnail', 'head', 'profile', 'imageTitle'] as const

const carousel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('textCard'), items: many(textCard('carousel')) }),
  z
    .strictObject({ type: z.literal('basicCard'), items: many(basicCard('carousel')), header: header.optional() })
    .refine(
      ({ items }) => new Set(items.map(item => item.thumbnail.fixedRatio === true)).size === 1,
      'one picture ratio',
    ),
  z.strictObject({ type: z.literal('commerceCard'), items: many(commerceCard), header: header.optional() }),
  z.strictObject({
    type: z.literal('listCard'),
    items: z.array(listCard('carousel')).min(1).max(MOST_LISTS_IN_CAROUSEL),
  }),
  z
    .strictObject({ type: z.literal('itemCard'), items: many(itemCard('carousel')), header: header.optional() })
    .refine(
      ({ items }) => TOPS.every(top => new Set(items.map(item => item[top] !== undefined)).size === 1),
      'thumbnail, head, profile and imageTitle stand on every card or on none',
    ),
])

const output = z
  .strictObject({
    simpleText: simpleText.optional(),
    simpleImage: simpleImage.optional(),
    textCard: textCard('alone').optional(),
    basicCard: basicCard('alone').optional(),
    commerceCard: commerceCard.optional(),
    listCard: listCard('alone').optional(),
    itemCard: itemCard('alone').optional(),
    carousel: carousel.optional(),
  })
  .refine(bubble => Object.keys(bubble).length === 1, 'must be exactly one bubble')

const context = z.strictObject({
  values: z.array(
    z.strictObject({
      name: words,
      lifeSpan: z.int().nonnegative(),
      ttl: z.int().nonnegative().optional(),
      params: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

export const kakaoResponse = z
  .strictObject({
    version: z.literal('2.0'),
    template: z
      .strictObject({
        outputs: z.array(output).min(1).max(MOST_OUTPUTS),
        quickReplies: z.array(quickReply).max(MOST_QUICK_REPLIES).optional(),
      })
      .optional(),
    context: context.optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    useCallback: z.boolean().optional(),
  })
  .refine(
    ({ template, context, data, useCallback }) => template || context || data || useCallback,
    'template is required',
  )

export type KakaoResponse = z.infer<typeof kakaoResponse>
export type KakaoOutput = z.infer<typeof output>
export type KakaoTextCard = z.infer<ReturnType<typeof textCard>>
export type KakaoBasicCard = z.infer<ReturnType<typeof basicCard>>
export type KakaoItemCard = z.infer<ReturnType<typeof itemCard>>
export type KakaoListCard = z.infer<ReturnType<typeof listCard>>
