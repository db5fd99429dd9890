/** A conversation of few flows on a real database: for what any flow may rely on. */
import { createRules } from '../../dialogs/rules.js'
import { createBot } from '../../src/conversation/botkit.js'
import { createConversation } from '../../src/conversation/converse.js'
import type { Flow } from '../../src/conversation/flow.js'
import { createWords } from '../../src/conversation/messages.js'
import type { Log } from '../../src/platform/log.js'
import { createBlocks } from '../../src/platform/templates.js'
import { readWords } from '../../src/platform/words.js'
import type { Band } from '../../src/understanding/confidence.js'
import { hear } from '../../src/understanding/heard.js'
import { putInForce, type UnderstandingInForce } from '../../src/understanding/in-force.js'
import type { Intent } from '../../src/understanding/intents.js'
import type { Understand } from '../../src/understanding/understand.js'
import { silentLog } from '../support/database.js'
import { type TestTalk, textOf } from '../support/talk.js'

const shipped = readWords('dialogs/messages')
/** The shipped words, and a block `text` that says what it is given. */
const words = createWords(
  createBlocks(new Map([...shipped, ['common', `${shipped.get('common')}\n{{#*inline "text"}}{{text}}{{/inline}}`]]), {
    escape: false,
  }),
)

/** Understands "<intent>" surely, "<intent>?" perhaps, "<intent> or <intent>" as either, and anything else not at all. */
export const plainly: Understand = {
  version: 'plain',
  understand(text) {
    const [first = '', second] = text.replace(/\?$/, '').split(' or ')
    const known = /^[a-z_]+$/.test(first)
    const band: Band = !known ? 'reject' : text.endsWith('?') || second ? 'confirm' : 'act'
    const intent = (known ? first : 'oos') as Intent
    const alternatives = second ? [{ intent: second as Intent, confidence: 0.4 }] : []
    return hear(text, { intent, confidence: known ? 0.6 : 1, band, alternatives, slots: {} })
  },
}

export function converse(
  talk: TestTalk,
  flows: readonly Flow[],
  different: {
    budgetMs?: number
    services?: TestTalk['services']
    log?: Log
    understanding?: UnderstandingInForce
  } = {},
) {
  const { services } = talk
  const questions = { answerTo: () => undefined, answer: () => undefined }
  const rules = createRules({ services, questions, publicUrl: () => '' })
  const conversation = createConversation({
    services: talk.services,
    bot: createBot({ flows: new Map(flows.map(flow => [flow.name, flow])), rules, words }),
    understanding: putInForce(plainly),
    words,
    clock: talk.clock,
    log: silentLog,
    budgetMs: 4000,
    ...different,
  })
  const say = (user: string) => async (text: string, key?: string, since?: number) => {
    const more = { ...(key ? { key } : {}), ...(since ? { since } : {}) }
    const spoken = await conversation.turn({ messenger: 'kakao', user, text, ...more })
    return { ...spoken, text: textOf(spoken) }
  }
  return { conversation, say }
}
