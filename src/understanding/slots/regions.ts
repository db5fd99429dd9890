/** Places by today's official names: 시도 and 시군구 by old, new, short and neighbourhood names; shared names stay open. */
import { createEndings } from '../endings.js'
import type { Place, SlotData, Word } from './data.js'
import type { Region } from './forms.js'
import { createLexicon, type Entry } from './lexicon.js'
import { BETWEEN_WORDS, type Mention, type Scan } from './scan.js'

interface Named {
  place: Place
  kind: Word['kind']
}

type Sense = Named[] | 'no-place'

/** What follows a place's name; anything else in Hangul makes another word of it (중구난방). */
const AFTER_NAME =
  /^(?:$|[^가-힣]|에(?!너)|쪽|근처|주변|인근|부근|지역|역(?!할|사|시)|은(?!행)|는|이(?![는가네를름도]|한테)|가(?![는서야])|를|을|도(?!우|서|시)|로|으로|의|랑|하고|와|과|말고|말구|까지|부터|만|요|인데|예요|이에요|봉사|자원|활동|사는|살|시(?![작간설험민])|구(?!나)|군(?!대)|청(?![소년])|내|동네|야|임|있|없|아니|아닌|빼고|대신|나\s|든|꺼|거(?=$|[^가-힣]|[는도만로])|서(?=\s)|및)/
const PLACE_MARKER =
  /^(?:에서|에\s?(?:사|있|살|거주|위치|.{0,6}봉사)|쪽|근처|주변|인근|부근|지역|역\s|역$|역에|동네|\s?(?:자원)?봉사|\s?활동|(?:은|는)?\s?(?:말고|빼고|제외)|\s?(?:남부|북부|동부|서부|전체|전\s?지역)|\s?사[는람]|\s?살)/
const particles = createEndings(
  [
    '이요',
    '요',
    '이에요',
    '예요',
    '은요',
    '는요',
    '은',
    '는',
    '이',
    '로',
    '으로',
    '할게요',
    '할래요',
    '시',
    '군',
    '구',
  ].concat(BETWEEN_WORDS),
)

/** Between two places that are both meant; blanks alone stand only between two 시도. */
const LIST =
  /^\s?(?:시|군|구)?\s?(?:이나|나|이랑|랑|하고|와|과|및|또는|혹은|아니면|이든|든|or|and|[,/·&])\s?(?:아니면\s)?$/
/** Of two places to choose from; "수영이랑 부산" may be a friend's name. */
const CHOICE_AHEAD = /^(?:시|군|구)?\s?(?:이나|나|및|또는|혹은|아니면|이든|든|[,/·&])\s?(?=[가-힣])/
/** Between a 시도 and its 시군구. */
const SEPARATED = /^(?:에서|에|의)?[\s,]*$/

const official = ({ sido, sigungu }: Place): Region => (sigungu ? { sido, sigungu } : { sido })

function indexNames(places: readonly Place[]): Entry<Sense>[] {
  const byName = new Map<string, Named[]>()
  for (const place of places)
    for (const { word, kind } of place.names) {
      const same = byName.get(word) ?? []
      if (!same.some(named => named.place === place)) byName.set(word, [...same, { place, kind }])
    }
  return [...byName].map(([word, value]) => ({ word, value }))
}

/** Whether the letters stand for the place here, rather than for a word that sounds the same. */
function isPlaceHere(sense: Named[], before: string, after: string): boolean {
  const marked = PLACE_MARKER.test(after)
  if (sense.every(({ kind }) => kind === 'weak')) return marked || particles.make(before + after)
  return AFTER_NAME.test(after) && (marked || !/[가-힣]$/.test(before))
}

/** Where the place before ends, and which whole 시도 it is. */
interface Before {
  end: number
  sidos: string[]
}

/** Whether this is one more place: "수원이랑 용인", and of whole 시도 "서울 경기" as well. */
function goesOn(gap: string, before: Before, sidos: readonly string[]): boolean {
  const bothWhole = before.sidos.length > 0 && sidos.length > 0
  return before.end > 0 && (LIST.test(gap) || (bothWhole && /^\s?$/.test(gap)))
}

/** Reads the places of a text; one of several that share a name is told by the 시도 said before it. */
export function createRegionReader({ places, notPlaces }: SlotData) {
  const lexicon = createLexicon<Sense>([
    ...indexNames(places),
    ...notPlaces.map((word): Entry<Sense> => ({ word, value: 'no-place' })),
  ])
  return (scan: Scan): Mention<Region>[] => {
    const text = scan.rest()
    let before: Before = { end: 0, sidos: [] }
    let whole = before
    const found = lexicon.find(scan, (sense, start, end) => {
      if (sense === 'no-place') return true
      if (isPartOfLatinWord(text, start, end)) return false
      const after = text.slice(end)
      const sidos = sense.filter(({ place }) => !place.sigungu).map(({ place }) => place.sido)
      const within = SEPARATED.test(text.slice(whole.end, start)) ? whole.sidos : []
      const gap = text.slice(before.end, start)
      const fits =
        sense.some(({ place }) => within.includes(place.sido)) ||
        isPlaceHere(sense, gap, after) ||
        (goesOn(gap, before, sidos) && AFTER_NAME.test(after)) ||
        (!/[가-힣]$/.test(gap) && startsChoice(after, places)) ||
        startsWithPlaceOf(sidos, after.trimStart(), places)
      if (fits) before = { end, sidos }
      if (fits && sidos.length > 0) whole = before
      return fits
    })
    const mentions: Placed[] = []
    for (const { value, start, end } of found) if (value !== 'no-place') add(mentions, { value, start, end }, text)
    return mentions.map(({ value, start, end }) => ({ value, start, end }))
  }
}

/** "경기 광주", "서울강남구", "서울경기": a 시도 with one of its own, or another 시도, right behind it. */
function startsWithPlaceOf(sidos: readonly string[], after: string, places: readonly Place[]): boolean {
  if (sidos.length === 0) return false
  return places.some(
    ({ sido, sigungu, names }) =>
      (!sigungu || sidos.includes(sido)) && names.some(({ word }) => after.startsWith(word)),
  )
}

/** "화성이나 오산": names that are ordinary words too are places beside one another. */
function startsChoice(after: string, places: readonly Place[]): boolean {
  const [joint] = CHOICE_AHEAD.exec(after) ?? []
  if (!joint) return false
  const next = after.slice(joint.length)
  return places.some(({ names }) =>
    names.some(({ word }) => next.startsWith(word) && AFTER_NAME.test(next.slice(word.length))),
  )
}

/** "seoulmate" is no place. */
function isPartOfLatinWord(text: string, start: number, end: number): boolean {
  return /[a-z]/i.test(text[start]!) && /[a-z]/i.test(`${text[start - 1] ?? ''}${text[end] ?? ''}`)
}

/** `sidos`: more than one for a name that several 시도 go by (전남광주통합특별시, 수도권). */
interface Placed extends Mention<Region> {
  sidos: string[]
}

function add(mentions: Placed[], { value, start, end }: Mention<Named[]>, text: string): void {
  const before = mentions.at(-1)
  const inside = value.filter(({ place }) => place.sigungu && before?.sidos.includes(place.sido))
  // "경북 군위": a place that moved is known by itself.
  const moved =
    before?.value.sigungu === undefined && value.length === 1 && value[0]?.place.sigungu ? value[0] : undefined
  const only = inside.length === 1 ? inside[0] : moved
  if (before && only && SEPARATED.test(text.slice(before.end, start)) && isPartOf(only.place, before.value)) {
    mentions.splice(-1, 1, { value: official(only.place), sidos: [only.place.sido], start: before.start, end })
    return
  }
  const region = regionOf(only && value.length > 1 ? [only] : value, before?.sidos ?? [])
  if (region) mentions.push({ value: region, sidos: value.map(({ place }) => place.sido), start, end })
}

/** "경기 수원", "수원 영통구": one place said in two steps; a different 시군구 is a second place. */
function isPartOf({ sigungu }: Place, region: Region): boolean {
  return region.sigungu === undefined || region.sigungu === sigungu
}

function regionOf(sense: Named[], sidosBefore: readonly string[]): Region | undefined {
  const free = sense.filter(({ place, kind }) => kind !== 'in-context' || sidosBefore.includes(place.sido))
  const whole = free.filter(({ place }) => !place.sigungu)
  const meant = whole.length > 0 ? whole : free
  const [first] = meant
  if (!first) return undefined
  if (meant.length === 1) return official(first.place)
  const sidos = meant.map(({ place }) => place.sido)
  return whole.length > 0 ? { sidos } : { sigungu: first.place.sigungu!, sidos }
}
