/** How much of what is personal is found, and how much else: on sentences labelled by hand, half of them never looked at while tuning. */
import { expect } from 'chai'
import { readLabelled, score } from '../../../bench/labelled.js'
import { findByPatterns } from '../../../bench/pattern-masker.js'
import { loadMasker } from '../../../src/services/masking.js'
import { loadUtterances } from '../../../src/understanding/intents.js'

const masker = loadMasker()
const SETS = {
  development: ['development', 'development-varied'],
  'held out': ['held-out', 'held-out-varied'],
} as const

describe('recognising personal data', () => {
  it('is measured on a thousand sentences and more, two in five without any', () => {
    const lines = Object.values(SETS).flat().flatMap(readLabelled)
    const without = lines.filter(({ personal }) => personal.length === 0)
    expect(lines).to.have.length.of.at.least(1000)
    expect(new Set(lines.map(({ text }) => text)).size).to.equal(lines.length)
    expect(without.length / lines.length).to.be.at.least(0.4)
  })

  for (const [set, files] of Object.entries(SETS))
    it(`finds 99 % of it and is right in 98 % (${set})`, () => {
      const { recall, whole, precision } = score(files.flatMap(readLabelled), masker.find)
      expect(recall, 'recall').to.be.at.least(0.99)
      expect(whole, 'stretches of which nothing stays').to.be.at.least(0.99)
      expect(precision, 'precision').to.be.at.least(0.98)
    })

  it('finds most of it in sentences of another voice, and is right in 98 %', () => {
    const { recall, whole, precision } = score(readLabelled('third'), masker.find)
    expect(recall, 'recall').to.be.at.least(0.95)
    expect(whole, 'stretches of which nothing stays').to.be.at.least(0.9)
    expect(precision, 'precision').to.be.at.least(0.98)
  })

  it('finds what patterns of digits alone do not', () => {
    const lines = SETS['held out'].flatMap(readLabelled)
    expect(score(lines, findByPatterns).recall).to.be.below(0.5)
  })

  it('leaves the sentences of the intents as they are', () => {
    const lines = [...loadUtterances(new URL('../../../intents', import.meta.url).pathname).values()].flat()
    const touched = lines.filter(text => masker.find(text).length > 0)
    expect(lines).to.have.length.above(2000)
    expect(touched.length / lines.length, touched.slice(0, 5).join(' / ')).to.be.below(0.005)
  })

  it('takes time that grows with the text and no faster', () => {
    for (const part of [
      '010-',
      '공일공 ',
      '김민수 ',
      'a@',
      '2학년 3반 ',
      '수원시 영통구 ',
      '12-3 ',
      '저는',
      '이이이',
    ]) {
      const text = part.repeat(Math.ceil(20_000 / part.length))
      const begun = performance.now()
      masker.mask(text, ['홍길동'])
      expect(performance.now() - begun, part).to.be.below(2000)
    }
  })

  it('takes a message of 1,000 letters without a blank in less than 50 ms of the processor', () => {
    for (const part of ['증평군신대지구', '방학중', '대기자', '아니고', '수원중학교']) {
      const text = part.repeat(Math.ceil(1000 / part.length)).slice(0, 1000)
      masker.mask(text, ['홍길동'])
      const costs = Array.from({ length: 3 }, () => {
        const begun = process.cpuUsage()
        masker.mask(text, ['홍길동'])
        const { user, system } = process.cpuUsage(begun)
        return (user + system) / 1000
      })
      expect(Math.min(...costs), part).to.be.below(50)
    }
  })
})
