/** The whole talk on a real database, entered at the conversation: what the tests of flows speak with. */
import { fileURLToPath } from 'node:url'
import { createDialogs, type Dialogs } from '../../dialogs/index.js'
import { createBot } from '../../src/conversation/botkit.js'
import { createConversation } from '../../src/conversation/converse.js'
import { createWords, type Words } from '../../src/conversation/messages.js'
import type { Incoming, Spoken } from '../../src/conversation/turn.js'
import type { OwnProgram, PortalProgram } from '../../src/domain/program.js'
import { formatKakao } from '../../src/messengers/kakao/format.js'
import { kakaoResponse } from '../../src/messengers/kakao/response.js'
import { formatTalkTalk } from '../../src/messengers/talktalk/format.js'
import { talkTalkMessage } from '../../src/messengers/talktalk/message.js'
import { type Cipher, createCipher } from '../../src/platform/cipher.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createBlocks } from '../../src/platform/templates.js'
import { readWords } from '../../src/platform/words.js'
import { createServices, type Services } from '../../src/services/index.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { addProgram, type NewOwnProgram, type NewPortalProgram } from '../../src/storage/programs.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { putInForce } from '../../src/understanding/in-force.js'
import { loadUtterances } from '../../src/understanding/intents.js'
import { loadQuestions } from '../../src/understanding/questions.js'
import { createSlotReader, loadSlotData } from '../../src/understanding/slots.js'
import { createUnderstanding } from '../../src/understanding/understand.js'
import { createSettableClock } from './clock.js'
import { createTestDatabase, silentLog, type TestDatabase } from './database.js'
import { addOrganisation, PROGRAM, VMS_PROGRAM } from './programs.js'

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))

/** Trained once a run: it is the same for every test. */
const understanding = loadSlotData(folder('intents/slots')).then(data =>
  createUnderstanding({ utterances: loadUtterances(folder('intents')), readSlots: createSlotReader(data) }),
)

/** A Wednesday morning. */
export const TODAY = '2026-11-18'

export interface TestTalk {
  readonly database: TestDatabase
  readonly services: Services
  readonly cipher: Cipher
  readonly clock: ReturnType<typeof createSettableClock>
  /** Says something and returns the answer, which is checked against both messengers' limits. */
  say(text: string, more?: Partial<Incoming>): Promise<Spoken>
  /** A program that can be applied for, different in what is given. */
  program(different?: Partial<NewOwnProgram>): Promise<OwnProgram>
  /** One that stands on VMS, of which nothing but the place is told, different in what is given. */
  portalProgram(different?: Partial<NewPortalProgram>): Promise<PortalProgram>
  /** A volunteer of 15, linked to the messenger account `user`. */
  volunteer(user?: string, birth?: string): Promise<string>
  close(): Promise<void>
}

/** What may be put in the place of the house's own. */
export interface Planted {
  readonly services?: (own: Services) => Services
  readonly dialogs?: (own: Dialogs) => Dialogs
  readonly words?: (own: Words) => Words
}

export async function createTalk(planted: Planted = {}): Promise<TestTalk> {
  const database = await createTestDatabase()
  await addOrganisation(database)
  const clock = createSettableClock()
  clock.set(seoulMoment(TODAY, '10:00'))
  const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
  const own = createServices({
    transactions: createTransactions(database.dataSource),
    cipher,
    clock,
    noticeWords: createNoticeWords(),
    publicUrl: () => 'https://sonmoa.example',
    isHoliday: () => false,
  })
  const services = planted.services?.(own) ?? own
  const shipped = createWords(createBlocks(readWords('dialogs/messages'), { escape: false }))
  const words = planted.words?.(shipped) ?? shipped
  const questions = loadQuestions(folder('dialogs/questions.txt'))
  const shippedDialogs = createDialogs({ services, questions, publicUrl: () => 'https://sonmoa.example' })
  const dialogs = planted.dialogs?.(shippedDialogs) ?? shippedDialogs
  const conversation = createConversation({
    services,
    bot: createBot({ ...dialogs, words }),
    understanding: putInForce(await understanding),
    words,
    clock,
    log: silentLog,
    budgetMs: 4000,
  })
  let phones = 0
  return {
    database,
    services,
    cipher,
    clock,
    async say(text, more) {
      const spoken = await conversation.turn({ messenger: 'kakao', user: 'somebody', text, ...more })
      kakaoResponse.parse(formatKakao(spoken.answer))
      talkTalkMessage.array().min(1).parse(formatTalkTalk(spoken.answer))
      return spoken
    },
    program: different => services.transactions.run(tx => addProgram(tx, { ...PROGRAM, ...different }, clock.now())),
    portalProgram: different =>
      services.transactions.run(tx => addProgram(tx, { ...VMS_PROGRAM, ...different }, clock.now())),
    volunteer: (user = 'somebody', birth = '2011-05-14') =>
      services.transactions.run(async tx => {
        const phone = `0101234${String(++phones).padStart(4, '0')}`
        const { id } = await services.accounts.addVolunteer(tx, { name: '홍길동', birth, phone })
        const account = await services.accounts.findOrAdd(tx, { messenger: 'kakao', userKey: user })
        await services.accounts.link(tx, account.id, id)
        return id
      }),
    close: () => database.drop(),
  }
}

/** Everything a person reads in an answer. */
export function textOf({ answer }: Spoken): string {
  return answer.replies
    .map(reply => {
      if (reply.kind === 'text') return reply.text
      if (reply.kind === 'list')
        return [reply.title, ...reply.items.flatMap(item => [item.title, item.text])].join('\n')
      return [
        reply.title,
        reply.text ?? '',
        ...(reply.facts ?? []).map(({ label, value }) => `${label}: ${value}`),
      ].join('\n')
    })
    .join('\n')
}

/** What can be pressed under an answer. */
export function choicesOf({ answer }: Spoken): string[] {
  return answer.choices.map(({ label }) => label)
}
