/** Builds what talks, on top of the house: understanding, flows, words, conversation. */
import { fileURLToPath } from 'node:url'
import { createDialogs } from '../dialogs/index.js'
import type { House } from './assemble.js'
import { createAdmission, SHED_REASONS } from './conversation/admission.js'
import { createBot } from './conversation/botkit.js'
import { type Conversation, createConversation } from './conversation/converse.js'
import { createWords, type Words } from './conversation/messages.js'
import type { Metrics } from './platform/metrics.js'
import { createBlocks } from './platform/templates.js'
import { readWords } from './platform/words.js'
import { putInForce } from './understanding/in-force.js'
import { loadUtterances } from './understanding/intents.js'
import { createModelCache } from './understanding/model-cache.js'
import { loadQuestions } from './understanding/questions.js'
import { createSlotReader, loadSlotData, type SlotReader } from './understanding/slots.js'
import { createUnderstanding } from './understanding/understand.js'

export interface Talk {
  readonly conversation: Conversation
  readonly words: Words
  readonly readSlots: SlotReader
}

export interface TalkParts {
  readonly metrics: Pick<Metrics, 'count' | 'time'>
  readonly words: Words
}

/** What flows say; there before anything else is. */
export const openWords = (): Words => createWords(createBlocks(readWords('dialogs/messages'), { escape: false }))

/** The conversation on top of the house. */
export async function openTalk(house: House, { metrics, words }: TalkParts): Promise<Talk> {
  const { services, clock, log, config, publicUrl } = house
  const folder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
  const readSlots = createSlotReader(await loadSlotData(folder('intents/slots')))
  const models = createModelCache(config.database.dataDir, log)
  const understanding = createUnderstanding({ utterances: loadUtterances(folder('intents')), readSlots, models })
  const dialogs = createDialogs({ services, questions: loadQuestions(folder('dialogs/questions.txt')), publicUrl })
  const bot = createBot({ ...dialogs, words })
  const conversation = createConversation({
    services,
    bot,
    understanding: putInForce(understanding),
    words,
    clock,
    log,
    budgetMs: config.turnBudgetMs,
    admission: createAdmission({
      onShed: metrics.count('turns_shed_total', 'Turns asked to come again', SHED_REASONS),
      onWaited: metrics.time('turn_wait_seconds', 'How long turns waited for others to end before they began'),
    }),
  })
  return { conversation, words, readSlots }
}
