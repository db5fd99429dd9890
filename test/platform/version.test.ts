/** A version of what is read from files. */
import { expect } from 'chai'
import { versionOf } from '../../src/platform/version.js'

describe('a version', () => {
  it('is short, the same for the same content and another for another', () => {
    const words = () =>
      new Map([
        ['apply', '신청했어요'],
        ['cancel', '취소했어요'],
      ])
    expect(versionOf([...words()]))
      .to.equal(versionOf([...words()]))
      .and.match(/^[\w-]{12}$/)
    expect(versionOf([...words().set('apply', '신청했어요!')])).to.not.equal(versionOf([...words()]))
  })
})
