/** The files of utterances: complete, clean, and each line in one place only. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { INTENTS, loadUtterances, utterancesIn } from '../../src/understanding/intents.js'

const FOLDER = fileURLToPath(new URL('../../intents', import.meta.url))
const MAIN = 'apply search recommend check cancel hours dispute certificate consent profile notices login agent'.split(
  ' ',
)

describe('the utterances', () => {
  const utterances = loadUtterances(FOLDER)

  it('has a file for every intent and no other', () => {
    const files = readdirSync(FOLDER).filter(file => file.endsWith('.txt'))
    expect(files.sort()).to.deep.equal(INTENTS.map(intent => `${intent}.txt`).sort())
  })

  for (const [intent, lines] of utterances) {
    it(`has enough lines for ${intent}`, () => {
      expect(lines.length).to.be.at.least(intent === 'oos' ? 600 : MAIN.includes(intent) ? 90 : 55)
    })
  }

  it('has no line twice: neither in one intent, nor under two, nor with other spaces', () => {
    const places = new Map<string, string[]>()
    for (const [intent, lines] of utterances) {
      for (const line of lines) {
        const unspaced = line.replaceAll(/\s/g, '')
        places.set(unspaced, [...(places.get(unspaced) ?? []), `${intent}: ${line}`])
      }
    }
    expect([...places.values()].filter(found => found.length > 1)).to.deep.equal([])
  })

  it('leaves out notes and empty lines', () => {
    expect(utterancesIn('# 메모\n\n 신청할래요 \n취소')).to.deep.equal(['신청할래요', '취소'])
  })
})
