/** Reads the phrases of `test/fixtures/slots.tsv`, written before the grammar was: the figure the slots are measured by. */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Slots } from '../../src/understanding/slots.js'
import { shippedReader } from './readings.js'
import { slotsSchema } from './slots-schema.js'

const ASKED_ON = '2026-11-26'
/** Below this share, what people say is no longer understood. */
const SHARE = 0.95

describe('slots: measured phrases', () => {
  it(`are read right in ${SHARE * 100} of 100`, async () => {
    const read = await shippedReader()
    const phrases = readFileSync('test/fixtures/slots.tsv', 'utf8')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => line.split('\t') as [string, string])
    expect(phrases.length).to.be.at.least(120)
    const wrong = phrases.flatMap(([said, expected]) => {
      const slots: Slots = read(said, ASKED_ON)
      slotsSchema.parse(slots)
      return isEqual(slots, JSON.parse(expected)) ? [] : [`${said} → ${JSON.stringify(slots)}`]
    })
    expect(1 - wrong.length / phrases.length, wrong.join('\n')).to.be.at.least(SHARE)
  })
})

function isEqual(slots: Slots, expected: unknown): boolean {
  try {
    expect(slots).to.deep.equal(expected)
    return true
  } catch {
    return false
  }
}
