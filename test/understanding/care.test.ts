/** Distress and danger told from figures of speech, complaints and everyday sentences. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { CARE_KINDS, loadCare } from '../../src/understanding/care.js'
import { loadUtterances } from '../../src/understanding/intents.js'
import { normalise } from '../../src/understanding/korean.js'
import { createUnderstanding } from '../../src/understanding/understand.js'

const at = (place: string) => fileURLToPath(new URL(`../../${place}`, import.meta.url))
const TODAY = '2026-11-18'
const MANY_MS = 200

describe('care', () => {
  const utterances = loadUtterances(at('intents'))
  const { understand } = createUnderstanding({ utterances, readSlots: () => ({}) })
  const care = loadCare(at('intents/care'))
  const rows = readFileSync(at('test/fixtures/care.tsv'), 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
    .map(line => line.split('\t') as [string, string])
  const need = rows.filter(([kind]) => kind !== '-')
  const none = rows.filter(([kind]) => kind === '-')
  const careOf = (text: string) => understand(text, TODAY).care

  it('is tried by many lines of each side and of every kind', () => {
    expect(need.length).to.be.at.least(150)
    expect(none.length).to.be.at.least(150)
    for (const kind of CARE_KINDS) expect(need.filter(row => row[0] === kind).length, kind).to.be.at.least(15)
  })

  it('passes over at most two of a hundred', () => {
    const missed = need.filter(([, text]) => careOf(text) === undefined)
    expect(missed.length / need.length, missed.join('\n')).to.be.at.most(0.02)
  })

  it('takes at most one of a hundred other sentences for it', () => {
    const alarms = none.filter(([, text]) => careOf(text) !== undefined)
    expect(alarms.length / none.length, alarms.join('\n')).to.be.at.most(0.01)
  })

  it('says of which kind it is', () => {
    const right = need.filter(([kind, text]) => careOf(text) === kind)
    expect(right.length / need.length).to.be.at.least(0.9)
  })

  it('is what no utterance of another intent says, but for one or two in a thousand', () => {
    const others = [...utterances].flatMap(([intent, lines]) => (intent === 'care' ? [] : lines))
    const alarms = others.filter(line => care.read(normalise(line)).kind !== undefined)
    expect(alarms.length / others.length, alarms.join('\n')).to.be.at.most(0.002)
  })

  it('is decided before what the sentence is near to', () => {
    const { intent, band, alternatives } = understand('봉사 취소할래요 그냥 죽고 싶어요', TODAY)
    expect({ intent, band }).to.deep.equal({ intent: 'care', band: 'act' })
    expect(alternatives.map(other => other.intent)).to.not.include('care')
  })

  it('is heard beside a figure of speech, and not in what only the classifier takes for it', () => {
    expect(careOf('배고파 죽겠다 아니 진짜로 죽고 싶어')).to.equal('self-harm')
    expect(understand('힘들어 죽겠다', TODAY).intent).to.not.equal('care')
  })

  it('reads a long message soon', () => {
    const begun = performance.now()
    for (const text of ['자꾸 몸을 만져', '다쳐서 ', '애가 ']) care.read(normalise(text.repeat(500)))
    expect(performance.now() - begun).to.be.below(MANY_MS)
  })
})
