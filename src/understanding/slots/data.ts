/** The word lists behind the slots (`intents/slots/*.tsv`): tab-separated, `#` a note, `!` words that mean something else. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CATEGORIES } from '../../domain/category.js'
import { present } from '../../platform/present.js'

/** Always: the word alone is enough. The other kinds need company, which each reader defines. */
export interface Word {
  word: string
  kind: 'always' | 'weak' | 'in-context'
}

export interface Place {
  sido: string
  sigungu?: string
  /** `weak`: an ordinary word too (공주); `in-context`: only along with its 시도 (경기 광주). */
  names: Word[]
}

export interface SlotData {
  places: Place[]
  notPlaces: string[]
  /** `weak`: gives way to any other (온라인); `in-context`: only before 봉사, 활동, 쪽 … (병원). */
  categories: { category: (typeof CATEGORIES)[number]; words: Word[] }[]
  notCategories: string[]
  /** `dream`: only where the future is spoken of (의사); `field`: and with 쪽, 분야 … besides. */
  careers: { kind: 'occupation' | 'dream' | 'field'; words: string[] }[]
}

/** The three files as text: how they are shipped, and how a version that staff published is kept. */
export interface SlotFiles {
  regions: string
  categories: string
  careers: string
}

const MARKS = { '~': 'weak', '*': 'in-context', '+': 'in-context' } as const
const CAREER_KINDS = { 직업: 'occupation', 꿈: 'dream', 분야: 'field' } as const

const categoryName = z.enum(CATEGORIES)
const careerKind = z.enum(Object.keys(CAREER_KINDS) as (keyof typeof CAREER_KINDS)[])
const sidoName = z.string().min(2)

const wordsOf = (cell: string | undefined) =>
  (cell ?? '')
    .split(',')
    .map(word => word.trim().normalize('NFC'))
    .filter(word => word !== '')

function marked(word: string): Word {
  const kind = MARKS[word[0] as keyof typeof MARKS]
  return kind ? { word: word.slice(1), kind } : { word, kind: 'always' }
}

function rowsOf(file: string): { said: string[][]; not: string[] } {
  const rows = file
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => line.split('\t').map(cell => cell.trim()))
  const isNot = (row: string[]) => row[0] === '!'
  return { said: rows.filter(row => !isNot(row)), not: rows.filter(isNot).flatMap(row => wordsOf(row.at(-1))) }
}

/** Throws a `ZodError` on a category, a career kind or a 시도 that cannot be. */
export function parseSlotData(files: SlotFiles): SlotData {
  const regions = rowsOf(files.regions)
  const categories = rowsOf(files.categories)
  return {
    places: regions.said.map(([sido, sigungu, names]) =>
      present({
        sido: sidoName.parse(sido),
        sigungu: sigungu || undefined,
        names: [marked(sigungu || (sido ?? '')), ...wordsOf(names).map(marked)],
      }),
    ),
    notPlaces: regions.not,
    categories: categories.said.map(([category, words]) => ({
      category: categoryName.parse(category),
      words: [...(category === '기타' ? [] : [marked(category ?? '')]), ...wordsOf(words).map(marked)],
    })),
    notCategories: categories.not,
    careers: rowsOf(files.careers).said.map(([kind, words]) => ({
      kind: CAREER_KINDS[careerKind.parse(kind)],
      words: wordsOf(words),
    })),
  }
}

/** Reads `regions.tsv`, `categories.tsv` and `careers.tsv` from a folder; rejects when one is missing or malformed. */
export async function loadSlotData(folder: string): Promise<SlotData> {
  const [regions, categories, careers] = await Promise.all(
    ['regions', 'categories', 'careers'].map(name => readFile(join(folder, `${name}.tsv`), 'utf8')),
  )
  return parseSlotData({ regions: regions!, categories: categories!, careers: careers! })
}
