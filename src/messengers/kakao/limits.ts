/**
 * Kakao's limits on a skill response, from its skill guide (answer_json_format). It does not say what a character is; here it is a
 * UTF-16 code unit, which no other count exceeds.
 */
export type Place = 'alone' | 'carousel'

export const SIMPLE_TEXT = 1000
export const MOST_OUTPUTS = 3
export const MOST_QUICK_REPLIES = 10
export const MOST_BUTTONS = 3
/** Also of a quick reply, for which no length is documented. */
export const BUTTON_LABEL = 14
export const SIDE_BY_SIDE_LABEL = 8
export const MOST_SIDE_BY_SIDE = 2
export const ALT_TEXT = 50
export const MOST_IN_CAROUSEL = 10
export const MOST_LISTS_IN_CAROUSEL = 5
export const MOST_LIST_ITEMS: Record<Place, number> = { alone: 5, carousel: 4 }
export const MOST_FACTS: Record<Place, number> = { alone: 10, carousel: 5 }
export const FACT_LABEL = 6
export const FACT_LINES = 2

/** How much a card says: characters of its title, its description and both together; lines of the description and of both together. */
export interface Room {
  readonly title: number
  readonly description: number
  readonly together: number
  readonly descriptionLines: number
  readonly lines: number
}
const ANY = Number.POSITIVE_INFINITY

export const ROOM = {
  textCard: {
    alone: { title: 50, description: 400, together: 400, descriptionLines: ANY, lines: ANY },
    carousel: { title: 50, description: 128, together: 178, descriptionLines: ANY, lines: ANY },
  },
  basicCard: {
    alone: { title: 50, description: 230, together: 280, descriptionLines: ANY, lines: ANY },
    carousel: { title: 50, description: 230, together: 280, descriptionLines: 2, lines: 4 },
  },
  itemCard: {
    alone: { title: 200, description: 200, together: 200, descriptionLines: 12, lines: 12 },
    carousel: { title: 100, description: 100, together: 100, descriptionLines: 12, lines: 12 },
  },
} as const satisfies Record<string, Record<Place, Room>>
/** The cards that a card reply can become. */
export type CardForm = keyof typeof ROOM
