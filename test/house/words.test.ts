/** The words of the chat against the flows that say them: nothing is said without words, and no words are left unsaid. */
import { expect } from 'chai'
import ts from 'typescript'
import { createDialogs } from '../../dialogs/index.js'
import { NEVER_NEAREST } from '../../dialogs/nearest.js'
import { ASPECTS } from '../../dialogs/relaxing.js'
import { APPLICATION_STATES } from '../../src/domain/application.js'
import { CATEGORIES } from '../../src/domain/category.js'
import { PORTAL_NAMES } from '../../src/domain/portal.js'
import { LABEL_LENGTH } from '../../src/messengers/messenger.js'
import { createBlocks } from '../../src/platform/templates.js'
import { readWords } from '../../src/platform/words.js'
import type { Acted, Applied } from '../../src/services/applications.js'
import type { Opened } from '../../src/services/disputes.js'
import { NOTICE_KINDS } from '../../src/services/notice-catalogue.js'
import { CARE_KINDS } from '../../src/understanding/care.js'
import { FACTS } from '../../src/understanding/facts.js'
import { INTENTS, loadUtterances } from '../../src/understanding/intents.js'
import { filesIn, nodesOf, placeOf, read, root, treeOf } from './sources.js'

const BUTTON_LENGTH = 14

type Refusal<T> = Extract<T, { ok: false }> extends { refused: infer R extends string } ? R : never

/** Complete by type: a new refusal does not compile until it stands here, and then needs its sentence. */
const REFUSALS: {
  apply: Record<Refusal<Applied>, true>
  cancel: Record<Refusal<Acted<'cancel'>>, true>
  undo: Record<Refusal<Acted<'undo'>>, true>
  offer: Record<Refusal<Acted<'accept'>>, true>
  dispute: Record<Refusal<Opened>, true>
  confirm: Record<Refusal<Acted<'confirm'>>, true>
} = {
  apply: {
    'not-found': true,
    'already-applied': true,
    external: true,
    'program-cancelled': true,
    closed: true,
    full: true,
    'under-age': true,
    'over-age': true,
  },
  cancel: {
    'not-found': true,
    'already-cancelled': true,
    'already-requested': true,
    'called-off': true,
    over: true,
  },
  offer: { 'not-found': true, 'offer-over': true, 'has-seat': true, 'not-offered': true },
  undo: { 'not-found': true, 'too-late': true, full: true, 'called-off': true, nothing: true },
  dispute: { 'not-found': true, nothing: true, 'too-late': true, 'already-open': true },
  confirm: {
    'not-found': true,
    'not-asked': true,
    'already-requested': true,
    'already-cancelled': true,
    'called-off': true,
    over: true,
  },
}

/** Their definitions alone are looked at: nothing is asked of a service. */
const { flows } = createDialogs({ services: {}, questions: {}, publicUrl: () => '' } as Parameters<
  typeof createDialogs
>[0])
const words = readWords('dialogs/messages')
const templates = createBlocks(words, { escape: false })
const blocks = new Set(templates.names())
const dialogs = filesIn(['dialogs'], '.ts').map(treeOf)

/** What stands in for the `${…}` of a block's name. */
const FAMILIES: Record<string, readonly string[]> = {
  'state-': APPLICATION_STATES,
  'fact-': FACTS,
  'deed-': ['apply', 'cancel'],
  'done-': ['approved', 'applied', 'cancelled', 'cancel-requested'],
  'why-': [...Object.keys(REFUSALS.apply), ...Object.keys(REFUSALS.cancel)],
  'sent-': NOTICE_KINDS,
  'approval-': ['automatic', 'manual'],
  'portal-': PORTAL_NAMES.filter(portal => portal !== 'own'),
  'relaxed-': ASPECTS,
  'choice-relax-': ASPECTS,
  'kind-': [...CARE_KINDS, 'distress'],
  'button-call-': ['109', '1388', '112', '119'],
}

/** The methods of a turn that take the name of a block first, and what is put before it. */
const SAYING: Record<string, string> = {
  say: '',
  list: '',
  label: '',
  offer: 'choice-',
  suggest: 'choice-',
  choiceButton: 'choice-',
}

interface Said {
  readonly at: string
  readonly file: string
  readonly flow: string | undefined
  /** A block's name; `state-*` when the rest is only known when it is said. */
  readonly block: string
}

function saidIn(tree: ts.SourceFile): Said[] {
  return nodesOf(tree).flatMap(node => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
    const prefix = SAYING[node.expression.name.text]
    const [name] = node.arguments
    if (prefix === undefined || node.expression.expression.getText() !== 'turn' || !name) return []
    const at = placeOf(node)
    const file = tree.fileName.replace(/^dialogs\/|\.ts$/g, '')
    return literalsOf(name, tree).map(literal => ({ at, file, flow: flowAround(node), block: prefix + literal }))
  })
}

/** The texts that an expression may be; `?` where the source does not tell. */
function literalsOf(expression: ts.Node, tree: ts.SourceFile): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text]
  if (ts.isTemplateExpression(expression)) return [`${expression.head.text}*`]
  if (ts.isParenthesizedExpression(expression)) return literalsOf(expression.expression, tree)
  if (ts.isConditionalExpression(expression))
    return [expression.whenTrue, expression.whenFalse].flatMap(branch => literalsOf(branch, tree))
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap(element => literalsOf(element, tree))
  return ts.isIdentifier(expression) ? valuesOf(expression.text, tree) : ['?']
}

/** What a name may stand for: what it is set to, what it loops over, or what its function is called with. */
function valuesOf(name: string, tree: ts.SourceFile): string[] {
  const nodes = nodesOf(tree)
  const declared = nodes.find(
    node => (ts.isVariableDeclaration(node) || ts.isParameter(node)) && node.name.getText() === name,
  )
  const around = declared?.parent.parent
  if (declared && ts.isVariableDeclaration(declared) && declared.initializer)
    return literalsOf(declared.initializer, tree)
  if (around && ts.isForOfStatement(around)) return literalsOf(around.expression, tree)
  if (!declared || !ts.isParameter(declared) || !ts.isFunctionDeclaration(declared.parent)) return ['?']
  const { name: called, parameters } = declared.parent
  return nodes
    .filter(node => ts.isCallExpression(node) && node.expression.getText() === called?.text)
    .map(call => (call as ts.CallExpression).arguments[parameters.indexOf(declared)])
    .flatMap(given => (given ? literalsOf(given, tree) : ['?']))
}

/** The flow in whose definition this stands; `*` for a definition that serves several. */
function flowAround(node: ts.Node): string | undefined {
  const definition = ts.findAncestor(node, outer => ts.isCallExpression(outer) && outer.expression.getText() === 'flow')
  if (!definition) return undefined
  const name = nodesOf(definition).find(ts.isPropertyAssignment)
  return name?.name.getText() === 'name' && ts.isStringLiteral(name.initializer) ? name.initializer.text : '*'
}

/** The rules ask every flow that takes a yes or no what it has asked about. */
const ASKING = [...flows.values()]
  .filter(({ steps }) => Object.values(steps).some(({ takes = {} }) => takes.yes ?? takes.no))
  .map(({ name }) => name)

/** Whose words are said: those of the flow around, of the flow that the file is named after, or of any flow that the file names. */
function speakersOf({ file, flow }: Said): string[] {
  if (flow && flow !== '*') return [flow]
  if (file === 'rules') return ASKING
  if (!flow && words.has(file)) return [file]
  const source = read(`dialogs/${file}.ts`)
  return [...flows.keys()].filter(name => new RegExp(`\\b${name}\\b`).test(source))
}

function fill(name: string): string[] {
  const family = Object.entries(FAMILIES).find(([prefix]) => name === `${prefix}*`)
  return family ? family[1].map(value => family[0] + value) : [name]
}

const said = dialogs.flatMap(saidIn)

describe('the words of the chat', () => {
  it('are there for everything that a flow says', () => {
    const missing = said
      .filter(({ block }) => block !== 'refused-*')
      .flatMap(one => fill(one.block).map(block => ({ ...one, block })))
      .filter(one => ![...speakersOf(one), 'common'].some(speaker => blocks.has(`${speaker}.${one.block}`)))
    expect(missing.map(({ at, block }) => `${at} ${block}`)).to.deep.equal([])
  })

  it('are there for every reason to refuse', () => {
    for (const [flow, refusals] of Object.entries(REFUSALS))
      for (const refusal of Object.keys(refusals)) expect([...blocks]).to.include(`${flow}.refused-${refusal}`)
  })

  it('are there for every flow that has one answer only', () => {
    const answering = [...flows.values()].filter(({ name, steps }) => steps.answer && !name.startsWith('faq'))
    for (const { name } of answering) expect([...blocks]).to.include(`${name}.answer`)
  })

  it('name every flow that people are asked about, and no other', () => {
    const named = [...blocks].filter(block => block.endsWith('.name')).map(block => block.replace('.name', ''))
    expect(named).to.have.members(INTENTS.filter(intent => flows.has(intent) && !NEVER_NEAREST.has(intent)))
  })

  it('are all said somewhere', () => {
    const conversation = filesIn(['src/conversation', 'src/webhooks'], '.ts').map(read).join('\n')
    const beside = (flow: string, block: string) => {
      const quoted = `'${block}'|\`${block.replace(/[^-]+$/, '')}\\$`
      return new RegExp(flow === 'common' ? quoted : `(?:label|reply)\\([^()]*(?:${quoted})`).test(conversation)
    }
    const inFlow = (flow: string, block: string) =>
      said.some(one => {
        const named = fill(one.block).includes(block) || (one.block === 'refused-*' && block.startsWith('refused-'))
        return named && (flow === 'common' || speakersOf(one).includes(flow))
      })
    /** The verb of a step that takes a yes is not said but heard. */
    const heard = new Set(
      [...flows.values()].flatMap(({ name, steps }) =>
        Object.values(steps).flatMap(({ takes, act = 'act' }) => (takes?.yes || takes?.no ? [`${name}.${act}`] : [])),
      ),
    )
    const unsaid = [...blocks].filter(name => {
      const [flow = '', block = ''] = name.split('.')
      return block !== 'name' && !heard.has(name) && !inFlow(flow, block) && !beside(flow, block)
    })
    expect(unsaid).to.deep.equal([])
  })

  it('use only helpers that there are', () => {
    const helpers = ['josa', 'eq', 'lines', 'quoted', 'or', 'if', 'unless', 'each', 'else']
    for (const [file, source] of words) {
      const called = [...source.matchAll(/\{\{[#/]?([a-zA-Z]+) [^}]*\}\}/g)].map(([, name]) => name)
      expect(
        called.filter(name => !helpers.includes(name!)),
        file,
      ).to.deep.equal([])
    }
  })

  it('belong to a flow or to all of them', () => {
    expect([...words.keys()].filter(name => name !== 'common' && !flows.has(name))).to.deep.equal([])
  })

  it('fit on what is pressed', () => {
    const variables = { sido: '전북특별자치도', portal: '1365' }
    for (const name of blocks) {
      const [, block = ''] = name.split('.')
      const most = /^(?:name$|choice-)/.test(block)
        ? LABEL_LENGTH
        : block.startsWith('button-')
          ? BUTTON_LENGTH
          : undefined
      if (most) expect(templates.render(name, variables).length, name).to.be.within(1, most)
    }
  })
})

describe('linking', () => {
  /** Other portals have logins of their own, and what people ask is theirs. */
  const others = /1365|VMS|두볼|포털|e청소년|^질문:/
  const otherNames =
    /본인\s*(?:을\s*)?(?:확인|인증)|로그인|연동|계정\s*(?:등록|연결)|(?:인증|등록|가입)하기|회원\s*가입|페어링/
  const spoken = ['.hbs', '.txt', '.tsv', '.html', '.js'].flatMap(end =>
    filesIn(['dialogs', 'src/web', 'src/simulator', 'src/services/bulk'], end),
  )

  it('is called 연결 wherever people read of it', () => {
    expect(spoken.length).to.be.above(60)
    const lines = spoken.flatMap(file =>
      read(file)
        .split('\n')
        .map(line => ({ file, line })),
    )
    const called = lines.filter(({ line }) => otherNames.test(line) && !others.test(line))
    expect(called).to.deep.equal([])
  })
})

describe('the flows', () => {
  it('have utterances when they are intents, and every intent has a flow', () => {
    const utterances = loadUtterances(`${root}intents`)
    for (const intent of INTENTS) {
      expect(utterances.get(intent), intent).to.not.be.empty
      if (intent !== 'oos') expect(flows.has(intent), intent).to.equal(true)
    }
  })

  it('speak no Korean of their own', () => {
    const literals = dialogs
      .flatMap(nodesOf)
      .filter(node => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
    const isData = (text: string) => (CATEGORIES as readonly string[]).includes(text.slice(1, -1))
    const korean = literals.filter(node => /\p{Script=Hangul}/u.test(node.getText()) && !isData(node.getText()))
    expect(korean.map(placeOf)).to.deep.equal([])
  })
})
