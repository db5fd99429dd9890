/** The words of the notices, filled by the service that sends them. */
import { expect } from 'chai'
import type { Application } from '../../src/domain/application.js'
import { NOTICE_KINDS, type Notice } from '../../src/domain/notice.js'
import type { Program } from '../../src/domain/program.js'
import { createSettableClock } from '../../src/platform/clock.js'
import { readWords } from '../../src/platform/words.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { createNotices, type NoticeParts } from '../../src/services/notices.js'
import type { Volunteer } from '../../src/storage/volunteer-store.js'

const TEXT_LENGTH = 1000
const BUTTON_LENGTH = 14
const TOKEN = 'A'.repeat(43)

const sources = readWords('dialogs/notices')
const words = createNoticeWords()

const volunteer = { id: 'v', name: '홍'.repeat(40), birth: '2010-03-01', phone: '01012345678' } as Volunteer
/** As long as the partner API lets a program's texts be. */
const program = {
  title: '가'.repeat(200),
  organisationName: '나'.repeat(100),
  place: '다'.repeat(200),
  startsAt: new Date('2026-11-28T14:00:00+09:00'),
  endsAt: new Date('2026-11-29T17:00:00+09:00'),
  cancelUntil: new Date('2026-11-27T14:00:00+09:00'),
} as Program
const application = { id: 'a', state: 'applied', changedAt: new Date('2026-11-22T10:00:00+09:00') } as Application

/** Every notice that the service makes, as it is put into the outbox. */
async function allNotices(): Promise<Notice[]> {
  const made: Notice[] = []
  const parts = {
    outboxStore: { add: async () => undefined },
    entry: { issue: async () => TOKEN },
    cipher: {
      seal: (text: string) => {
        made.push(JSON.parse(text))
        return Buffer.from(text)
      },
    },
    clock: createSettableClock(),
    words,
    publicUrl: () => 'https://sonmoa.example',
  } as unknown as NoticeParts
  const notices = createNotices(parts)
  const tx = {} as Parameters<typeof notices.tell>[0]
  for (const state of ['applied', 'approved'] as const)
    await notices.tell(tx, 'applied', volunteer, { application: { ...application, state }, program })
  await notices.tell(tx, 'cancelled', volunteer, { application: { ...application, state: 'cancelled' }, program })
  await notices.tellCode(tx, volunteer.phone, '012345', null)
  return made
}

describe('the words of the notices', () => {
  let notices: Notice[]
  before(async () => {
    notices = await allNotices()
  })

  it('are there for every kind, and for no other', () => {
    expect([...sources.keys()]).to.have.members([...NOTICE_KINDS])
    expect(new Set(notices.map(({ kind }) => kind))).to.deep.equal(new Set(NOTICE_KINDS))
  })

  it('use only the variables that the template is sent with', () => {
    for (const { kind, variables } of notices) {
      const used = [...sources.get(kind)!.matchAll(/\{\{([^#/}!][^}]*)\}\}/g)].map(([, name]) => name)
      expect(Object.keys(variables), kind).to.include.members(used)
    }
  })

  it('fit into an AlimTalk, however long a program is called', () => {
    for (const { kind, text, buttons } of notices) {
      const written = [text, ...buttons.flatMap(({ label, url }) => [label, url])].join('')
      expect(written.length, kind).to.be.at.most(TEXT_LENGTH)
    }
  })

  it('name every button, within its length, and no button that is not there', () => {
    for (const { kind, buttons } of notices) {
      for (const { label } of buttons) expect(label.length, label).to.be.within(1, BUTTON_LENGTH)
      expect(words.names().filter(name => name.startsWith(`${kind}.button-`))).to.have.length(buttons.length)
    }
  })

  it('carry a one-time token in the fragment of every button, and as a variable of the template', () => {
    for (const { buttons, variables } of notices)
      for (const [at, { url }] of buttons.entries()) {
        expect(url).to.equal(`https://sonmoa.example/enter#${TOKEN}`)
        expect(variables[`입장${at + 1}`]).to.equal(TOKEN)
      }
  })
})
