/** The evaluation as one reads it: figures, confusions with their lines, calibration, robustness; as text and as JSON. */
import { type Calibration, decide } from '../confidence.js'
import {
  auroc,
  crossValidate,
  type Decided,
  figuresByIntent,
  type IntentFigures,
  inScope,
  macroF1,
  mean,
  type Sample,
  type Summary,
  summarise,
} from './cross-validation.js'
import { createDistortions } from './distortions.js'

export interface Confusion {
  readonly said: string
  readonly taken: string
  readonly texts: readonly string[]
}

/** What was promised and what came true, for the lines whose confidence lies from `from` to a tenth above. */
export interface Bin {
  readonly from: number
  readonly lines: number
  readonly confidence: number
  readonly right: number
}

export interface Report {
  readonly summary: Summary
  readonly macroF1: number
  readonly outOfScopeAuroc: number
  readonly intents: readonly IntentFigures[]
  readonly confusions: readonly Confusion[]
  readonly matrix: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly calibration: readonly Bin[]
  /** The summary under each distortion of the text. */
  readonly robustness: Readonly<Record<string, Summary>>
  text(): string
}

const MOST_CONFUSIONS = 30

export function createReport(decided: readonly Decided[], robust: Record<string, Summary> = {}): Report {
  const guesses = decided.map(({ intent, decision }) => ({ intent, guess: decision.intent }))
  const confusions = confusionsOf(decided)
  const figures = {
    summary: summarise(decided),
    macroF1: macroF1(guesses),
    outOfScopeAuroc: auroc(
      decided.filter(inScope).map(belonging),
      decided.filter(line => !inScope(line)).map(belonging),
    ),
    intents: figuresByIntent(guesses),
    confusions: confusions.slice(0, MOST_CONFUSIONS),
    matrix: matrixOf(decided),
    calibration: binsOf(decided),
    robustness: robust,
  }
  return { ...figures, text: () => toText(figures) }
}

/** Cross-validated summaries with the read text distorted; training stays as it is. */
export function robustness(samples: readonly Sample[], calibration: Calibration): Record<string, Summary> {
  return Object.fromEntries(
    Object.entries(createDistortions()).map(([name, distort]) => {
      const held = crossValidate(samples, { distort })
      return [name, summarise(held.map(line => ({ ...line, decision: decide(line, calibration) })))]
    }),
  )
}

/** The confidence that is given to all real intents together. */
function belonging({ decision }: Decided): number {
  return decision.intent === 'oos' ? -decision.confidence : decision.confidence
}

function confusionsOf(decided: readonly Decided[]): Confusion[] {
  const pairs = new Map<string, { said: string; taken: string; texts: string[] }>()
  for (const { intent, decision, text } of decided) {
    if (decision.intent === intent) continue
    const key = `${intent}\t${decision.intent}`
    const pair = pairs.get(key) ?? { said: intent, taken: decision.intent, texts: [] }
    pair.texts.push(text)
    pairs.set(key, pair)
  }
  return [...pairs.values()].sort((a, b) => b.texts.length - a.texts.length)
}

function matrixOf(decided: readonly Decided[]): Record<string, Record<string, number>> {
  const matrix: Record<string, Record<string, number>> = {}
  for (const { intent, decision } of decided) {
    const row = matrix[intent] ?? {}
    matrix[intent] = row
    row[decision.intent] = (row[decision.intent] ?? 0) + 1
  }
  return matrix
}

function binsOf(decided: readonly Decided[]): Bin[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const lines = decided.filter(({ decision }) => Math.min(9, Math.floor(decision.confidence * 10)) === tenth)
    const right = lines.filter(({ intent, decision }) => intent === decision.intent).length
    return {
      from: tenth / 10,
      lines: lines.length,
      confidence: mean(lines.map(({ decision }) => decision.confidence)),
      right: right / lines.length,
    }
  }).filter(bin => bin.lines > 0)
}

function toText(report: Omit<Report, 'text'>): string {
  const { summary } = report
  return `${[
    `${summary.lines} lines`,
    `in scope       top-1 ${percent(summary.top1)}   right or asked ${percent(summary.rightOrAsked)}   asked ${percent(summary.confirmed)}   turned away ${percent(summary.turnedAway)}   wrongly acted ${percent(summary.wronglyActed)}`,
    `out of scope   acted upon ${percent(summary.strangersActed)}   AUROC ${report.outOfScopeAuroc.toFixed(3)}`,
    `macro-F1       ${percent(report.macroF1)} (all intents, oos among them)`,
    '',
    'intent              lines  precision  recall      F1',
    ...report.intents.map(
      one =>
        `${one.intent.padEnd(18)} ${String(one.lines).padStart(6)} ${percent(one.precision).padStart(10)} ${percent(one.recall).padStart(7)} ${percent(one.f1).padStart(7)}`,
    ),
    '',
    `confusions, the ${MOST_CONFUSIONS} most frequent (said → taken for)`,
    ...report.confusions.map(({ said, taken, texts }) => `${texts.length}  ${said} → ${taken}: ${texts.join(' / ')}`),
    '',
    'confusion matrix (rows: said; columns: taken for, with counts)',
    ...Object.entries(report.matrix).map(
      ([said, row]) =>
        `${said.padEnd(18)} ${Object.entries(row)
          .map(([taken, count]) => `${taken} ${count}`)
          .join(', ')}`,
    ),
    '',
    'confidence     lines   said    true',
    ...report.calibration.map(
      bin =>
        `from ${bin.from.toFixed(1)} ${String(bin.lines).padStart(10)} ${percent(bin.confidence).padStart(7)} ${percent(bin.right).padStart(7)}`,
    ),
    ...Object.entries(report.robustness).map(
      ([name, one]) =>
        `with ${name.padEnd(14)} top-1 ${percent(one.top1)}   right or asked ${percent(one.rightOrAsked)}   strangers acted upon ${percent(one.strangersActed)}`,
    ),
  ].join('\n')}\n`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
