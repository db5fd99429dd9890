/** Where a program takes place: 시도 and 시군구 by today's official names, read from short, former and nearly right ones. */
import { cleanLine } from '../platform/clean.js'
import { present } from '../platform/present.js'

export interface Region {
  readonly sido: string
  readonly sigungu?: string
}

/** A place of today with the wards (구) that have no administration of their own. */
export interface OfficialPlace extends Region {
  readonly wards: readonly string[]
}
/** Another name, by itself or within a 시도, and the place it is today. Two of one name are told apart by the 시군구. */
export interface OtherName {
  readonly name: Region
  readonly today: Region
}

export type RegionRead =
  | { readonly ok: true; readonly region: Partial<Region> }
  | { readonly ok: false; readonly field: 'sido' | 'sigungu'; readonly why: string }

export interface Regions {
  /** The official names of what is named, or which of the two names nobody knows. */
  read(asked: Partial<Region>): RegionRead
}

const squeeze = (name: string) => cleanLine(name).replaceAll(' ', '')

export function createRegions(places: readonly OfficialPlace[], others: readonly OtherName[]): Regions {
  const sidos = [...new Set(places.map(({ sido }) => sido))]
  const sidosNamed = (name: string): string[] => {
    const key = squeeze(name)
    if (sidos.includes(key)) return [key]
    return others.filter(other => !other.name.sigungu && other.name.sido === key).map(({ today }) => today.sido)
  }
  const within = (sido: string, name: string): Region[] => {
    const key = squeeze(name)
    const own = places.filter(place => place.sido === sido && place.sigungu)
    if (own.length === 0 && sidosNamed(key).includes(sido)) return [{ sido }]
    const exact = own.filter(place => place.sigungu === key)
    const former = others.filter(other => other.name.sido === sido && other.name.sigungu === key)
    const found = exact.length > 0 ? exact : former.length > 0 ? former.map(({ today }) => today) : nearly(own, key)
    return found.map(({ sido: official, sigungu }) => present({ sido: official, sigungu: sigungu || undefined }))
  }
  return {
    read({ sido, sigungu }) {
      const wanted = sido === undefined ? sidos : sidosNamed(sido)
      if (wanted.length === 0) return { ok: false, field: 'sido', why: 'is not the name of a province' }
      if (sigungu === undefined) return wholeProvince(sido === undefined ? [] : wanted)
      return onePlace(wanted.flatMap(name => within(name, sigungu)))
    },
  }
}

function wholeProvince([sido, other]: readonly string[]): RegionRead {
  if (other) return { ok: false, field: 'sido', why: 'is the name of more than one province' }
  return { ok: true, region: sido ? { sido } : {} }
}

function onePlace([first, ...more]: readonly Region[]): RegionRead {
  if (!first) return { ok: false, field: 'sigungu', why: 'is not the name of a place in this province' }
  if (more.length === 0) return { ok: true, region: first }
  const { sigungu } = first
  const alike = sigungu !== undefined && more.every(place => place.sigungu === sigungu)
  return alike
    ? { ok: true, region: { sigungu } }
    : { ok: false, field: 'sigungu', why: 'is the name of several places' }
}

/** 수원 and 수원군 for 수원시, 수원시 영통구 and 영통구 for it too. */
function nearly(places: readonly OfficialPlace[], key: string): OfficialPlace[] {
  const stem = key.length > 2 ? key.replace(/[시군]$/, '') : key
  return places.filter(({ sigungu = '', wards }) => {
    const own = sigungu.slice(0, -1)
    return own.length > 1 && (own === stem || wards.some(ward => key === ward || key === sigungu + ward))
  })
}

/** 경기도 → 경기, 충청북도 → 충북, 서울특별시 → 서울. */
export function shortSido(sido: string): string {
  const [first = '', second = '', third = '', fourth = '', ...more] = sido
  return fourth === '도' && more.length === 0 ? first + third : first + second
}
