/** Started as a process of its own with `recorder.ts` before it: opens what the service opens, hears a few sentences, tells what was built. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { builtPatterns } from './recorder.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const STARTS_AT_IMPORT = /^src\/(?:main\.ts|worker\.ts|commands\/)/

const sources = ['src', 'dialogs'].flatMap(folder =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file}`),
)
for (const file of sources) {
  if (file.endsWith('.ts') && !file.endsWith('.d.ts') && !STARTS_AT_IMPORT.test(file))
    await import(pathToFileURL(path.join(ROOT, file)).href)
}

const { createSlotReader, loadSlotData } = await import('../../../src/understanding/slots.js')
const { chosen } = await import('../../../src/conversation/choices.js')
const { hear } = await import('../../../src/understanding/heard.js')
const { loadQuestions } = await import('../../../src/understanding/questions.js')
const { createBlocks } = await import('../../../src/platform/templates.js')
const { readWords } = await import('../../../src/platform/words.js')

const readSlots = createSlotReader(await loadSlotData(path.join(ROOT, 'intents/slots')))
loadQuestions(path.join(ROOT, 'dialogs/questions.txt'))
createBlocks(readWords('dialogs/messages'), { escape: false })
const session = { shown: [{ value: 'x', words: ['플로깅'], item: true }], listed: [] }
for (const line of readFileSync(path.join(ROOT, 'test/fixtures/utterances.tsv'), 'utf8').split('\n')) {
  const text = line.split('\t').at(-1) ?? ''
  const slots = readSlots(text, '2026-11-26')
  chosen(hear(text, { intent: 'oos', confidence: 1, band: 'reject', alternatives: [], slots }), undefined, session)
}
process.stdout.write(JSON.stringify(builtPatterns()))
