/** The renderer of words: named blocks, strict, with Korean particles. */
import { expect } from 'chai'
import { createBlocks, createPages } from '../../src/platform/templates.js'

const block = (name: string, text: string) => `{{#*inline "${name}"}}\n${text}\n{{/inline}}\n`
const chat = (text: string, more: Record<string, string> = {}) =>
  createBlocks(new Map(Object.entries({ flow: block('said', text), ...more })), { escape: false })

describe('blocks of words', () => {
  it('are rendered by source and name, without the lines around them', () => {
    const templates = chat('안녕, {{name}}!', { other: block('a', '하나') + block('b', '둘') })
    expect(templates.names()).to.have.members(['flow.said', 'other.a', 'other.b'])
    expect(templates.render('flow.said', { name: '길동' })).to.equal('안녕, 길동!')
    expect(templates.render('other.b')).to.equal('둘')
  })

  it('refuse a name that is not there, and say it', () => {
    expect(() => chat('x').render('flow.unsaid')).to.throw('flow.unsaid')
  })

  it('refuse to be said without a variable of theirs', () => {
    expect(() => chat('{{name}}님').render('flow.said')).to.throw(/name/)
    expect(() => chat('{{person.name}}님').render('flow.said', { person: {} })).to.throw(/name/)
  })

  it('refuse what is no template when they are read', () => {
    expect(() => chat('{{#if a}}끝이 없다')).to.throw()
  })

  it('put the particle that fits the word', () => {
    const templates = chat('{{josa title "은/는"}} {{josa title "을/를"}} {{josa title "이/가"}}')
    expect(templates.render('flow.said', { title: '플로깅' })).to.equal('플로깅은 플로깅을 플로깅이')
    expect(templates.render('flow.said', { title: '말벗 봉사' })).to.equal('말벗 봉사는 말벗 봉사를 말벗 봉사가')
  })

  it('put it after numbers, signs and brackets by what is read aloud', () => {
    const RIGHT = [
      ['봉사 1', '은 로'],
      ['봉사 2', '는 로'],
      ['봉사 ３', '은 으로'],
      ['봉사 10', '은 으로'],
      ['말벗(노인)', '은 으로'],
      ['손뜨개 (2기)', '는 로'],
      ['가나!', '는 로'],
      ['“말벗”', '은 으로'],
      ['노래 ♪', '는 로'],
      ['(청소년)', '은 으로'],
    ]
    const templates = chat('{{josa title "은/는"}} {{josa title "으로/로"}}')
    for (const [title = '', particles = ''] of RIGHT)
      expect(templates.render('flow.said', { title }).replaceAll(title, '')).to.equal(particles)
  })

  it('leave what people wrote as it is, also when it looks like a template', () => {
    const templates = chat('“{{text}}”')
    for (const text of ['<b>A & B</b>', '{{name}}', '{{#if}}', '"'])
      expect(templates.render('flow.said', { text })).to.equal(`“${text}”`)
  })

  it('may use another block of their source', () => {
    const who = '{{#*inline "who"}}{{name}}님{{/inline}}'
    const templates = createBlocks(new Map([['flow', who + block('hi', '{{> who}}, 안녕!')]]), { escape: false })
    expect(templates.render('flow.hi', { name: '길동' })).to.equal('길동님, 안녕!')
  })

  it('take helpers of their own', () => {
    const helpers = { twice: (text: string) => text + text }
    const templates = createBlocks(new Map([['flow', block('said', '{{twice "똑"}}')]]), { escape: false, helpers })
    expect(templates.render('flow.said')).to.equal('똑똑')
  })
})

describe('pages', () => {
  const pages = createPages(
    new Map([
      ['layout', '<main>{{> @partial-block}}</main>'],
      ['page', '{{#> layout}}<p>{{text}}</p>{{/layout}}'],
    ]),
  )

  it('stand in each other', () => {
    expect(pages.render('page', { text: '글' })).to.equal('<main><p>글</p></main>')
  })

  it('escape what people wrote', () => {
    expect(pages.render('page', { text: '<script>' })).to.equal('<main><p>&lt;script&gt;</p></main>')
  })

  it('refuse to be shown without a variable of theirs', () => {
    expect(() => pages.render('page')).to.throw(/text/)
  })
})
