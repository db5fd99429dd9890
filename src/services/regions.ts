/** The places of Korea as the shipped lists name them (`intents/slots/regions.tsv`, `other-regions.tsv`). */
import { readFileSync } from 'node:fs'
import { createRegions, type OfficialPlace, type OtherName, type Region, type Regions } from '../domain/region.js'
import { present } from '../platform/present.js'

function rowsOf(name: string): string[][] {
  const text = readFileSync(new URL(`../../intents/slots/${name}.tsv`, import.meta.url), 'utf8')
  const lines = text.split(/\r?\n/).filter(line => line.trim() && !/^[#!]/.test(line))
  return lines.map(line =>
    line
      .normalize('NFC')
      .split('\t')
      .map(cell => cell.trim()),
  )
}

function placeOf([sido = '', sigungu]: readonly (string | undefined)[]): Region {
  return present({ sido, sigungu: sigungu || undefined })
}

/** Throws when a list cannot be read. */
export function loadRegions(): Regions {
  const places = rowsOf('regions').map(
    ([sido, sigungu, names = '']): OfficialPlace => ({
      ...placeOf([sido, sigungu]),
      wards: sigungu?.endsWith('시') ? names.split(',').filter(name => /^[가-힣]+구$/.test(name)) : [],
    }),
  )
  const others = rowsOf('other-regions').map(
    ([sido, sigungu, todaySido, todaySigungu]): OtherName => ({
      name: placeOf([sido, sigungu]),
      today: placeOf([todaySido, todaySigungu]),
    }),
  )
  return createRegions(places, others)
}
