/** The words of the notices, filled by the service that sends them. */
import { expect } from 'chai'
import type { z } from 'zod'
import type { Application } from '../../src/domain/application.js'
import type { Notice, NoticeFacts } from '../../src/domain/notice.js'
import { readCode } from '../../src/domain/person-reading.js'
import type { OwnProgram } from '../../src/domain/program.js'
import { createTextMessage } from '../../src/messengers/solapi/message.js'
import { createCipher } from '../../src/platform/cipher.js'
import { readWords } from '../../src/platform/words.js'
import { NOTICE_KINDS, NOTICES, type NoticeKind } from '../../src/services/notice-catalogue.js'
import { renderNotice } from '../../src/services/notice-rendering.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { createNotices } from '../../src/services/notices.js'
import { type NewNotice, placeOfFacts } from '../../src/storage/notices.js'
import type { Tx } from '../../src/storage/transaction.js'
import type { Volunteer } from '../../src/storage/volunteers.js'
import { createSettableClock } from '../support/clock.js'

const TEXT_LENGTH = 1000
const BUTTON_LENGTH = 14
const TOKEN = 'A'.repeat(43)

function variablesOf(kind: NoticeKind): string[] {
  const { variables } = (NOTICES[kind].facts as unknown as z.ZodObject<{ variables: z.ZodObject }>).shape
  return Object.keys(variables.shape)
}

const sources = readWords('dialogs/notices')
const words = createNoticeWords()

const volunteer = { id: 'v', name: '홍'.repeat(40), birth: '2010-03-01', phone: '01012345678' } as Volunteer
/** As long as the partner API lets a program's texts be. */
const program = {
  id: 'p',
  moves: 1,
  title: '가'.repeat(200),
  organisationName: '나'.repeat(100),
  place: '다'.repeat(200),
  contact: '라'.repeat(200),
  startsAt: new Date('2026-11-28T14:00:00+09:00'),
  endsAt: new Date('2026-11-29T17:00:00+09:00'),
  cancelUntil: new Date('2026-11-27T14:00:00+09:00'),
} as OwnProgram
const application = { id: 'a', state: 'applied', changedAt: new Date('2026-11-22T10:00:00+09:00') } as Application
/** Whatever a notice of any kind is about. */
const about = {
  ...{ volunteer, application, program, at: application.changedAt, expiresAt: application.changedAt },
  ...{ accountId: 'account', messenger: 'talktalk', number: '47', phone: volunteer.phone, digits: '012345' },
  ...{ result: 'corrected', minutes: 150, message: '마'.repeat(300) },
  ...{ linkHash: Buffer.alloc(32), codeHash: Buffer.alloc(32), reason: '라'.repeat(300), moves: [] },
} as const

type Rendered = Notice & { readonly variables: NoticeFacts['variables'] }

/** Every notice that the service makes, as its row is written and as it is rendered when it is sent. */
async function allNotices(): Promise<Rendered[]> {
  const cipher = createCipher(Buffer.alloc(32, 1).toString('base64'))
  const rows: NewNotice[] = []
  const COLUMNS = ['id', 'kind', 'onceKey', 'volunteerId', 'accountId', 'subject', 'factsSealed']
  const tx = {
    async query(_insert: string, columns: unknown[][]) {
      rows.push(Object.fromEntries(COLUMNS.map((name, at) => [name, columns[at]![0]])) as unknown as NewNotice)
    },
  } as unknown as Tx
  const notices = createNotices({ cipher, clock: createSettableClock(), words })
  for (const kind of NOTICE_KINDS)
    for (const state of ['applied', 'approved'] as const)
      await notices.tell(tx, kind, { ...about, application: { ...application, state } })
  const rendering = {
    entry: { issue: async () => TOKEN },
    volunteerStore: { find: async () => volunteer },
    cipher,
    words,
    publicUrl: () => 'https://sonmoa.example',
  }
  return Promise.all(
    rows.map(async row => {
      const rendered = await renderNotice(rendering, tx, row)
      const { variables } = JSON.parse(cipher.open(row.factsSealed, placeOfFacts(row.id))) as NoticeFacts
      return { ...rendered!, variables }
    }),
  )
}

describe('the words of the notices', () => {
  let notices: Rendered[]
  before(async () => {
    notices = await allNotices()
  })

  it('are there for every kind, and for no other', () => {
    expect([...sources.keys()]).to.have.members(NOTICE_KINDS)
  })

  it('use only the variables that they are given', () => {
    for (const kind of NOTICE_KINDS) {
      const used = [...sources.get(kind)!.matchAll(/\{\{([^#/}!][^}]*)\}\}/g)].map(([, name]) => name)
      expect(variablesOf(kind), kind).to.include.members(used)
    }
  })

  it('fit into an AlimTalk, however long a program is called', () => {
    for (const kind of NOTICE_KINDS) {
      const values = Object.fromEntries(variablesOf(kind).map(name => [name, '가'.repeat(100)]))
      expect(words.render(`${kind}.text`, values).length, kind).to.be.at.most(TEXT_LENGTH)
    }
    for (const { kind, text, buttons } of notices) {
      const written = [text, ...buttons.flatMap(({ label, url }) => [label, url])].join('')
      expect(written.length, kind).to.be.at.most(TEXT_LENGTH)
    }
  })

  it('name every button, within its length, and no button that is not there', () => {
    for (const kind of NOTICE_KINDS) {
      const named = Object.keys(NOTICES[kind].buttons).map(name => `${kind}.button-${name}`)
      expect(words.names().filter(name => name.startsWith(`${kind}.button-`))).to.have.members(named)
      for (const name of named) expect(words.render(name).length, name).to.be.within(1, BUTTON_LENGTH)
    }
  })

  it('go to the right phone, with a one-time token in the fragment of every button', () => {
    expect(new Set(notices.map(({ kind }) => kind))).to.have.all.keys(NOTICE_KINDS)
    for (const { kind, phone, buttons } of notices) {
      expect(phone, kind).to.equal(volunteer.phone)
      expect(buttons.length, kind).to.equal(Object.keys(NOTICES[kind as NoticeKind].buttons).length)
      for (const { url } of buttons) expect(url, kind).to.equal(`https://sonmoa.example/enter#${TOKEN}`)
    }
  })

  it('bind a code to our pages in the last line of an SMS, or leave that out where it would be none', () => {
    const code = notices.find(({ kind }) => kind === 'code')!
    const addressed = { id: 'n', to: code.phone, from: '0310000000', text: code.text }
    const sms = createTextMessage({ ...addressed, lastLine: code.lastLine })
    expect(sms.type).to.equal('SMS')
    expect(sms.text.split('\n').at(-1)).to.equal('@sonmoa.example #012345')
    expect(readCode(sms.text)).to.equal('012345')
    const long = createTextMessage({ ...addressed, lastLine: `@${'long.'.repeat(8)}example #012345` })
    expect([long.type, long.text]).to.deep.equal(['SMS', code.text])
  })
})
