// Keeping what training has learned.
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import type { Intent } from '../../src/understanding/intents.js'
import { createModelCache } from '../../src/understanding/model-cache.js'
import { createUnderstanding } from '../../src/understanding/understand.js'
import { silentLog } from '../support/database.js'

describe('the cache of trained models', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sonmoa-models-'))
  after(() => rmSync(folder, { recursive: true }))
  const lines = (...more: string[]): Map<Intent, string[]> =>
    new Map([
      ['search', ['봉사 찾아줘', '어떤 봉사 있어요', '주말 봉사 알려 주세요']],
      ['cancel', ['신청 취소할래', '못 가게 됐어요', '취소해 주세요', ...more]],
      ['oos', ['오늘 날씨 어때', '치킨 시켜 줘']],
    ])
  const cache = createModelCache(folder, silentLog)
  const reading = (utterances: Map<Intent, string[]>) => {
    const { understand } = createUnderstanding({ utterances, readSlots: () => ({}), models: cache })
    const { text, intent, confidence, band, alternatives } = understand('취소 부탁해요', '2026-11-18')
    return { text, intent, confidence, band, alternatives }
  }

  it('gives back a model that reads as the trained one did', () => {
    expect(cache.get(lines())).to.equal(undefined)
    const trained = reading(lines())
    expect(cache.get(lines())).to.not.equal(undefined)
    expect(reading(lines())).to.deep.equal(trained)
  })

  it('has nothing for other lines', () => {
    expect(cache.get(lines('안 갈래요'))).to.equal(undefined)
  })

  it('trains anew when the file was cut off', () => {
    const file = path.join(folder, 'model.bin')
    truncateSync(file, Math.floor(readFileSync(file).length / 2))
    expect(cache.get(lines())).to.equal(undefined)
    expect(reading(lines()).text).to.equal('취소 부탁해요')
  })

  it('goes on where nothing can be kept', () => {
    const nowhere = createModelCache(path.join(folder, 'model.bin', 'below a file'), silentLog)
    expect(() => createUnderstanding({ utterances: lines(), readSlots: () => ({}), models: nowhere })).not.to.throw()
  })
})
