/** The one renderer of words: strict Handlebars with Korean particles. Pages escape HTML, chat does not. */
import Handlebars from 'handlebars'
import { type Particle, withParticle } from './particle.js'
import { keepLines, mapTexts, quoteLines } from './values.js'
import { versionOf } from './version.js'

export interface Templates {
  /** Renders a named block; throws on an unknown name or a missing variable. */
  render(name: string, variables?: Record<string, unknown>): string
  names(): string[]
  /** Of the sources. */
  readonly version: string
}

export interface TemplateOptions {
  /** Escape for HTML (pages) or not (chat). */
  readonly escape: boolean
  /** What becomes of every text among the variables before it is rendered. */
  readonly value?: (text: string) => string
  readonly helpers?: Record<string, (...values: never[]) => unknown>
}

function createEngine(helpers: TemplateOptions['helpers'] = {}): typeof Handlebars {
  const engine = Handlebars.create()
  engine.registerHelper('josa', (word: unknown, pair: Particle) => withParticle(String(word), pair))
  engine.registerHelper('eq', (a: unknown, b: unknown) => a === b)
  engine.registerHelper('lines', keepLines)
  engine.registerHelper('quoted', quoteLines)
  engine.registerHelper('or', (a: unknown, b: unknown) => a || b)
  for (const [name, helper] of Object.entries(helpers)) engine.registerHelper(name, helper as Handlebars.HelperDelegate)
  return engine
}

/**
 * Templates from sources of named inline blocks (`{{#*inline "asked"}}…{{/inline}}`). The source `cancel` with the block `asked` is
 * rendered as `cancel.asked`. Blocks of one source may use each other as partials.
 */
export function createBlocks(sources: ReadonlyMap<string, string>, options: TemplateOptions): Templates {
  const blocks = new Map<string, (variables: Record<string, unknown>) => string>()
  for (const [source, text] of sources) {
    const engine = createEngine(options.helpers)
    for (const [block, body] of inlineBlocks(engine, text)) {
      engine.registerPartial(block, body)
      const compiled = engine.compile(body, { noEscape: !options.escape, strict: true, explicitPartialContext: false })
      const given = (variables: unknown) => (options.value ? mapTexts(variables, options.value) : variables)
      blocks.set(`${source}.${block}`, variables => compiled(given(variables)).trim())
    }
  }
  return rendering(blocks, sources)
}

/** Whole pages: each source is one template, all are partials of each other. */
export function createPages(
  sources: ReadonlyMap<string, string>,
  options: Pick<TemplateOptions, 'helpers'> = {},
): Templates {
  const engine = createEngine(options.helpers)
  for (const [name, text] of sources) engine.registerPartial(name, text)
  const pages = new Map([...sources].map(([name, text]) => [name, engine.compile(text, { strict: true })]))
  return rendering(pages, sources)
}

function rendering(
  blocks: ReadonlyMap<string, (variables: Record<string, unknown>) => string>,
  sources: ReadonlyMap<string, string>,
): Templates {
  return {
    version: versionOf([...sources]),
    render(name, variables = {}) {
      const block = blocks.get(name)
      if (!block) throw new Error(`There are no words named ${name}`)
      return block(variables)
    },
    names: () => [...blocks.keys()],
  }
}

/** Handlebars keeps inline blocks inside one rendering; here each of them is taken out by its place in the source. */
function inlineBlocks(engine: typeof Handlebars, text: string): [string, string][] {
  engine.parse(text)
  return text
    .split('{{#*inline "')
    .slice(1)
    .map(block => {
      const [name = '', ...rest] = block.split('"}}')
      const [body = ''] = rest.join('"}}').split('{{/inline}}')
      return [name, body.replace(/^\n/, '')]
    })
}
