/** What notices tell of a fact. */
import { expect } from 'chai'
import type { Application } from '../../src/domain/application.js'
import type { OwnProgram } from '../../src/domain/program.js'
import { describeKinds, NOTICE_KINDS, NOTICES } from '../../src/services/notice-catalogue.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { PROGRAM } from '../support/programs.js'
import { GILDONG } from '../support/services.js'

const word = (block: string) => createNoticeWords().render(`applied.${block}`)
const volunteer = { id: 'v', ...GILDONG }

describe('the notice of an application', () => {
  const deadlineAt = (changedAt: Date) => {
    const application = { id: 'a', state: 'applied', changedAt } as Application
    return NOTICES.applied.write({ volunteer, application, program: PROGRAM as OwnProgram }, word).facts.variables
      .취소기한
  }

  it('says until when one can cancel, and after that who can be asked to', () => {
    const { cancelUntil } = PROGRAM
    expect(deadlineAt(new Date(cancelUntil.getTime() - 1))).to.equal('11월 27일(금) 14:00까지')
    expect(deadlineAt(cancelUntil)).to.equal('지났어요. 못 가면 기관에 취소를 요청해 주세요')
  })
})

describe('the notice of an absence', () => {
  const absenceOf = (different: Partial<OwnProgram>) => {
    const application = { id: 'a', state: 'absent', changedAt: PROGRAM.endsAt } as Application
    const program = { ...PROGRAM, ...different } as OwnProgram
    const word = (block: string) => createNoticeWords().render(`absent.${block}`)
    return NOTICES.absent.write({ volunteer, application, program }, word)
  }

  it('says until when and to whom one can say that it is wrong, and is told no later', () => {
    const { facts, notAfter } = absenceOf({ contact: '031-123-4567' })
    expect(facts.variables).to.include({ 이의기한: '12월 5일(토) 17:00까지', 문의처: '031-123-4567' })
    expect(notAfter.getTime() - PROGRAM.endsAt.getTime()).to.equal(7 * 24 * 60 * 60 * 1000)
  })

  it('names a way also where the organisation gave none', () => {
    expect(absenceOf({ contact: '' }).facts.variables.문의처).to.contain('상담원')
  })
})

describe('the kinds of notice, as an operator reads them', () => {
  it('are all there, and what a deed needs cannot be switched off', () => {
    const kinds = describeKinds()
    expect(kinds.map(({ kind }) => kind)).to.deep.equal(NOTICE_KINDS)
    expect(kinds.find(({ kind }) => kind === 'code')).to.deep.include({
      urgent: true,
      mutable: false,
      law: 'information',
    })
    expect(kinds.find(({ kind }) => kind === 'applied')).to.deep.include({
      mutable: true,
      buttons: ['check', 'cancel'],
    })
  })
})
