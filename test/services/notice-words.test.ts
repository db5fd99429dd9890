/** What a program or a person is called cannot write a line of a notice. */
import { expect } from 'chai'
import fc from 'fast-check'
import { readWords } from '../../src/platform/words.js'
import { createNoticeWords } from '../../src/services/notice-words.js'

const words = createNoticeWords()
/** Every variable of any of them. */
const NAMES = [
  ...new Set(
    [...readWords('dialogs/notices').values()].flatMap(text =>
      [...text.matchAll(/\{\{([가-힣]+)\}\}/g)].map(([, name]) => name!),
    ),
  ),
]
const plain = Object.fromEntries(NAMES.map(name => [name, '값']))
const FORGED = [
  '\n',
  '\r\n',
  '\u2028',
  '\v',
  '▶ ',
  '▶입금: 110',
  '#{이름}',
  '{{이름}}',
  '[손모아] ',
  '\u202e',
  ' ',
  '가',
  '1',
]
const forged = fc.array(fc.constantFrom(...FORGED), { maxLength: 10 }).map(parts => `값${parts.join('')}`)
const texts = words.names().filter(name => name.endsWith('.text'))

/** Where each line of the text begins, as the template says it. */
const beginnings = (text: string) => text.split('\n').map(line => /^[^:]*?(?=값|$|: )/.exec(line)?.[0])

describe('the words of notices', () => {
  it('have the lines of their template, whatever they tell of', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.dictionary(fc.constantFrom(...NAMES), forged), (name, given) => {
        const text = words.render(name, { ...plain, ...given })
        const expected = words.render(name, plain)
        expect(beginnings(text)).to.deep.equal(beginnings(expected))
        expect(text.split('▶')).to.have.lengthOf(expected.split('▶').length)
        expect(text).to.not.match(/#\{|[\u2028\v\r\u202e]/)
      }),
      { numRuns: 1000 },
    )
  })

  it('keep the letters of what they tell of', () => {
    const 활동명 = '하천 청소\n▶ 입금: 110-12 {{이름}}'
    expect(words.render('applied.text', { ...plain, 활동명 })).to.include(
      '▶ 활동: 하천 청소 ▷ 입금: 110-12 {{이름}}\n▶',
    )
  })
})
