/** What is remembered between turns. */
import { expect } from 'chai'
import { readSession, toShown } from '../../src/conversation/session.js'

describe('session', () => {
  it('begins empty', () => {
    expect(readSession({})).to.deep.include({ bot: {}, shown: [], listed: [], misses: 0, memory: {} })
  })

  it('begins anew when an older version, or something broken, was stored', () => {
    for (const stored of [null, undefined, 'text', [], { misses: 'many' }, { shown: [{ value: 1 }] }, { memory: 3 }]) {
      expect(readSession(stored)).to.deep.equal(readSession({}))
    }
  })

  it('survives being stored as JSON', () => {
    const session = readSession({
      misses: 1,
      memory: { program: 'p' },
      guest: { volunteerId: 'v', flow: 'apply', until: 1 },
    })
    expect(readSession(JSON.parse(JSON.stringify(session)))).to.deep.equal(session)
  })

  it('recognises a choice by its words when it carries nothing', () => {
    expect(toShown({ label: '이번 주말', say: '이번 주말' })).to.deep.equal({
      value: '이번 주말',
      words: ['이번 주말'],
      item: false,
    })
    expect(toShown({ label: '네', say: '네, 할게요', value: 'yes' }).words).to.deep.equal(['네, 할게요', '네'])
  })
})
