/** `npm run -s classify`: utterances on stdin, one a line → one JSON object a line; `-- --today 2026-11-18` fixes the day. */
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { seoulDay, systemClock } from '../platform/clock.js'
import { loadUtterances } from '../understanding/intents.js'
import { createSlotReader, loadSlotData } from '../understanding/slots.js'
import { createUnderstanding } from '../understanding/understand.js'

const { values } = parseArgs({ options: { today: { type: 'string' } } })
const today = values.today ?? seoulDay(systemClock.now())
if (!/^\d{4}-\d\d-\d\d$/.test(today)) throw new Error('--today is a day such as 2026-11-18')

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const { understand } = createUnderstanding({
  utterances: loadUtterances(folder('intents')),
  readSlots: createSlotReader(await loadSlotData(folder('intents/slots'))),
})

for await (const line of createInterface({ input: process.stdin })) {
  const { text, intent, confidence, band, alternatives, slots } = understand(line, today)
  process.stdout.write(`${JSON.stringify({ text, intent, confidence, band, alternatives, slots })}\n`)
}
