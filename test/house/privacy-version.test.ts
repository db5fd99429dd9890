/** The privacy policy and the consent say which version they are: who changes a word of them changes PRIVACY_VERSION, too. */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { PRIVACY_VERSION } from '../../src/domain/consent.js'
import { read } from './sources.js'

/** What stands in the views of that version. */
const TEXT_OF: Readonly<Record<string, string>> = { '2026-11-27': '79222346297b1001' }

describe('the version of the privacy policy', () => {
  it('is that of the text which is shown and consented to', () => {
    const texts = ['privacy', 'consent'].map(name => read(`src/web/views/${name}.hbs`)).join('\n')
    const words = texts.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    expect(TEXT_OF[PRIVACY_VERSION]).to.equal(createHash('sha256').update(words).digest('hex').slice(0, 16))
  })
})
