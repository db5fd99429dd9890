/**
 * `npm run -s evaluate`: cross-validation of the utterances; `-- --calibrate` writes what was found to `intents/calibration.json`;
 * `-- --file x.tsv` (intent, tab, text) tries the shipped classifier on labelled lines; `-- --json` prints JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Calibration, decide, loadCalibration } from '../understanding/confidence.js'
import { calibrate } from '../understanding/evaluation/calibration.js'
import { crossValidate, type Decided, type Sample, samplesOf } from '../understanding/evaluation/cross-validation.js'
import { createReport, type Report, robustness } from '../understanding/evaluation/report.js'
import { isIntent, loadUtterances, type Utterances } from '../understanding/intents.js'
import { createUnderstanding } from '../understanding/understand.js'

const FOLDER = fileURLToPath(new URL('../../intents', import.meta.url))
const CALIBRATION = fileURLToPath(new URL('../../intents/calibration.json', import.meta.url))

const { values } = parseArgs({
  options: { file: { type: 'string' }, calibrate: { type: 'boolean' }, json: { type: 'boolean' } },
})
const utterances = loadUtterances(FOLDER)
const report = values.file ? ofFile(values.file, utterances) : ofCrossValidation(utterances, values.calibrate ?? false)
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : report.text())

function ofCrossValidation(shipped: Utterances, write: boolean): Report {
  const samples = samplesOf(shipped)
  const held = crossValidate(samples)
  const calibration: Calibration = write ? calibrate(held) : loadCalibration(CALIBRATION)
  if (write) writeFileSync(CALIBRATION, toFile(calibration))
  const decided = held.map(line => ({ ...line, decision: decide(line, calibration) }))
  return createReport(decided, robustness(samples, calibration))
}

/** JSON as the formatter leaves it: lists of numbers on one line. */
function toFile(calibration: Calibration): string {
  const lists = /\[[^[\]]+\]/g
  return `${JSON.stringify(calibration, null, 2).replace(lists, list => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`
}

function ofFile(file: string, shipped: Utterances): Report {
  const { understand } = createUnderstanding({ utterances: shipped, readSlots: () => ({}) })
  const decided: Decided[] = labelled(file).map(sample => ({
    ...sample,
    decision: understand(sample.text, '2000-01-01'),
  }))
  return createReport(decided)
}

function labelled(file: string): Sample[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  return lines.flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [intent = '', text] = line.split('\t')
    if (!isIntent(intent) || !text) throw new Error(`Line ${index + 1} of ${file} is not "intent<TAB>text"`)
    return [{ intent, text }]
  })
}
