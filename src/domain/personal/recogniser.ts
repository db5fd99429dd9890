/** Finds personal data in what people type: pure, in time that grows with the text, the same text always with the same result. */
import { createAddressReader } from './addresses.js'
import { takeBirths } from './births.js'
import { takeContacts } from './contacts.js'
import { spellOut } from './digits.js'
import { createKnownNameReader } from './known-names.js'
import { createLatinNameReader } from './latin-names.js'
import { createNameReader } from './names.js'
import { takeNumbers } from './numbers.js'
import { createPage, readPlainly, type Span } from './page.js'
import { createSchoolReader } from './schools.js'
import type { PersonalWords } from './word-lists.js'

/** @param known names of those the account is known to belong to. */
export type Recogniser = (text: string, known?: readonly string[]) => readonly Span[]

export function createRecogniser(words: PersonalWords): Recogniser {
  const takeAddresses = createAddressReader(words)
  const takeSchools = createSchoolReader(words)
  const takeNames = createNameReader(words)
  const takeLatinNames = createLatinNameReader(words)
  const takeKnownName = createKnownNameReader(words)
  // The order matters: what one has taken the next do not see.
  return (text, known = []) => {
    const page = createPage(spellOut(readPlainly(text)))
    takeContacts(page)
    for (const name of known) takeKnownName(page, name)
    takeNumbersAndDays(page)
    takeSchools(page)
    takeAddresses(page)
    takeLatinNames(page)
    takeNames(page)
    return page.spans.toSorted((one, other) => one.start - other.start)
  }
}

function takeNumbersAndDays(page: ReturnType<typeof createPage>): void {
  takeBirths(page)
  if (!/\d/.test(page.rest())) return
  takeNumbers(page)
}
