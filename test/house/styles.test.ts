/** Every style sheet uses the colours and letters of the one token sheet, by day and by night. */
import { expect } from 'chai'
import { APPLICATION_STATES } from '../../src/domain/application.js'
import { filesIn, read } from './sources.js'

const TOKENS = 'src/web/assets/tokens.css'
const sheets = filesIn(['src'], '.css').filter(file => file !== TOKENS)
const namesIn = (css: string, pattern: RegExp) => [...css.matchAll(pattern)].map(([, name]) => name!)
const defined = (css: string) => namesIn(css, /(--[a-z-]+):/g)
const used = (css: string) => namesIn(css, /var\((--[a-z-]+)/g)

/** A colour of its own, under whatever name it is kept. */
const OWN_COLOURS =
  /^\s*[a-z-]+:[^;]*(?:#[0-9a-f]{3,8}\b|(?:rgb|hsl|hwb|lab|lch|color)a?\(|\b(?:black|white|gr[ae]y|red)\b)/gim

/** Classes and ids in a folder's pages, and the words in its scripts' strings. */
function namedIn(folder: string): string[] {
  const pages = [...filesIn([folder], '.hbs'), ...filesIn([folder], '.html')]
  const attributes = pages.flatMap(page =>
    namesIn(read(page).replace(/\{\{[^}]*\}\}/g, ' '), /(?:class|id)="([^"]*)"/g),
  )
  const strings = filesIn([folder], '.js').flatMap(file => namesIn(read(file), /['"`]([^'"`\n]*)['"`]/g))
  return [...attributes, ...strings].join(' ').match(/[A-Za-z][\w-]*/g) ?? []
}

describe('style sheets', () => {
  it('use only what is defined', () => {
    const tokens = defined(read(TOKENS))
    const own = sheets.flatMap(sheet => defined(read(sheet)))
    const unknown = sheets.flatMap(sheet => used(read(sheet)).filter(name => ![...tokens, ...own].includes(name)))
    expect(unknown).to.deep.equal([])
  })

  it('take their colours from the tokens', () => {
    const coloured = sheets.flatMap(sheet =>
      (read(sheet).match(OWN_COLOURS) ?? []).map(line => `${sheet}: ${line.trim()}`),
    )
    expect(coloured).to.deep.equal([])
  })

  it('dress only what a page or a script of theirs names', () => {
    const ending = [
      ...APPLICATION_STATES.map(state => `state--${state}`),
      ...['good', 'plain', 'bad'].map(tone => `message--${tone}`),
    ]
    const unused = sheets.flatMap(sheet => {
      const known = new Set([...namedIn(sheet.split('/').slice(0, 2).join('/')), ...ending])
      const selectors = read(sheet)
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\{[^{}]*\}/g, ' ')
      const dressed = [...new Set(namesIn(selectors, /[.#]([A-Za-z][\w-]*)/g))]
      return dressed.filter(name => !known.has(name)).map(name => `${sheet}: ${name}`)
    })
    expect(unused).to.deep.equal([])
  })

  it('size letters by what the reader has set', () => {
    const fixed = sheets.flatMap(sheet =>
      (read(sheet).match(/font(?:-size)?:[^;]*\dpx/g) ?? []).map(line => `${sheet}: ${line}`),
    )
    expect(fixed).to.deep.equal([])
  })

  it('know the night for every colour of the day', () => {
    const [day = '', night = ''] = read(TOKENS).split('@media')
    const colours = defined(day).filter(
      name => !['--round', '--letters', '--on-fill'].includes(name) && !name.includes('-fill'),
    )
    expect(defined(night)).to.have.members(colours)
  })
})
