/** From an utterance to intent, confidence and band, by the shipped utterances. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadCalibration } from '../../src/understanding/confidence.js'
import { calibrate } from '../../src/understanding/evaluation/calibration.js'
import {
  crossValidate,
  type Decided,
  samplesOf,
  summarise,
} from '../../src/understanding/evaluation/cross-validation.js'
import { isIntent, loadUtterances } from '../../src/understanding/intents.js'
import { createUnderstanding, KoreanClassifier } from '../../src/understanding/understand.js'

const INTENTS_FOLDER = fileURLToPath(new URL('../../intents', import.meta.url))
const OTHER_VOICE = new URL('../fixtures/utterances.tsv', import.meta.url)
const TODAY = '2026-11-18'

describe('understanding', () => {
  const utterances = loadUtterances(INTENTS_FOLDER)
  const { understand } = createUnderstanding({
    utterances,
    readSlots: (text, today, intent) => ({ career: `${text}|${today}|${intent}` }),
  })

  const neighbours: Record<string, string> = {
    신청할래요: 'apply',
    '내 신청': 'check',
    처음으로: 'restart',
    '신청됐어요?': 'check',
    '신청돼요?': 'apply',
    '취소해 주세요': 'cancel',
    '며칠 전까지 취소해야 해요': 'faq_cancel_policy',
    '카톡 이제 안 와도 돼요': 'notices',
    '여기까지 할래': 'restart',
    '갔는데 불참이래요': 'dispute',
    '못 가요': 'cancel',
    tlscjdgkffody: 'apply',
  }
  for (const [text, intent] of Object.entries(neighbours)) {
    it(`"${text}" is ${intent}`, () => expect(understand(text, TODAY).intent).to.equal(intent))
  }

  it('turns away what is none of its business, and still names the nearest', () => {
    const { intent, band, alternatives } = understand('콘서트 예매 취소해 줘', TODAY)
    expect({ intent, band }).to.deep.equal({ intent: 'oos', band: 'reject' })
    expect(alternatives[0]?.intent).to.equal('cancel')
  })

  it('turns away what has no words', () => {
    for (const text of ['', '   ', '...!!', '\u{1F64F}\u{1F64F}'])
      expect(understand(text, TODAY).band).to.not.equal('act')
  })

  it('tells other intents than the one decided, likeliest first', () => {
    const { intent, alternatives, confidence } = understand('수원 봉사 신청', TODAY)
    const confidences = [confidence, ...alternatives.map(other => other.confidence)]
    expect(alternatives.map(other => other.intent)).to.not.include(intent)
    expect(confidences).to.deep.equal([...confidences].sort((a, b) => b - a))
  })

  it('hands the text, the day and the decided intent to the reader of slots', () => {
    expect(understand('취소할래', TODAY).slots).to.deep.equal({ career: `취소할래|${TODAY}|cancel` })
  })

  it('reads a message of any length', () => {
    expect(understand('봉사 신청 '.repeat(5000), TODAY).intent).to.equal('apply')
  })

  it('understands another voice than the one it was taught in', () => {
    const rows = readFileSync(OTHER_VOICE, 'utf8')
      .split('\n')
      .filter(line => line && !line.startsWith('#'))
    const decided: Decided[] = rows.map(row => {
      const [intent = '', text = ''] = row.split('\t')
      if (!isIntent(intent)) throw new Error(`${intent} is no intent`)
      return { intent, text, decision: understand(text, TODAY) }
    })
    const { top1, rightOrAsked, strangersActed } = summarise(decided)
    expect(top1).to.be.at.least(0.9)
    expect(rightOrAsked).to.be.at.least(0.95)
    expect(strangersActed).to.be.at.most(0.1)
  })
})

describe("natural's classifier, taught Korean", () => {
  it('keeps the contract of natural: documents, an event, classifications, one label', () => {
    const classifier = new KoreanClassifier()
    let told = false
    classifier.on('doneTraining', () => {
      told = true
    })
    classifier.addDocument('봉사 신청할래요', 'apply')
    classifier.addDocument('취소해 주세요', 'cancel')
    classifier.train()
    expect(told).to.equal(true)
    expect(classifier.classify('신청 할래')).to.equal('apply')
    expect(classifier.getClassifications('취소').map(({ label }) => label)).to.deep.equal(['cancel', 'apply'])
  })

  it('says so when it is asked before it was trained', () => {
    expect(() => new KoreanClassifier().classify('안녕')).to.throw('has not been trained')
  })
})

describe('the regression gate', function () {
  this.timeout(120_000)

  it('keeps the recorded macro-F1 to a point, in cross-validation', () => {
    const recorded = loadCalibration(new URL('../../intents/calibration.json', import.meta.url))
    const { macroF1 } = calibrate(crossValidate(samplesOf(loadUtterances(INTENTS_FOLDER))))
    expect(macroF1).to.be.at.least(recorded.macroF1 - 0.01)
  })
})
