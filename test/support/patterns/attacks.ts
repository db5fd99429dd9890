/** Texts that would make a pattern try every way to part them: repeats of its own alternatives, ending in what does not fit. */
import { type AST, RegExpParser } from '@eslint-community/regexpp'

/** Longer than any input that is read (`MOST_CHARACTERS`), so that what grows faster than the square does not end in time. */
const REPEATED_LETTERS = 4_000
/** Nothing in a pattern of ours is made of this. */
const UNFIT = '힣'

const parser = new RegExpParser({ ecmaVersion: 2024 })

/** At most a few hundred texts, the shortest repeats first. */
export function attacksOn(source: string, flags: string): string[] {
  const tree = parser.parsePattern(source, 0, source.length, { unicode: flags.includes('u') || flags.includes('v') })
  const before = shortestOf(tree)
  const units = new Set(repeatsIn(tree).flatMap(({ element }) => pumpsOf(element)))
  return [...units]
    .filter(unit => unit !== '')
    .slice(0, 60)
    .flatMap(unit => {
      const repeated = unit.repeat(Math.ceil(REPEATED_LETTERS / unit.length))
      return [`${repeated}${UNFIT}`, `${before}${repeated}${UNFIT}`, `${repeated} ${UNFIT}`]
    })
}

/** Whether anything in it can stand any number of times: a pattern without that takes a bounded time at each letter. */
export function isUnbounded(source: string, flags: string): boolean {
  const tree = parser.parsePattern(source, 0, source.length, { unicode: flags.includes('u') || flags.includes('v') })
  return repeatsIn(tree).some(({ max }) => max === Number.POSITIVE_INFINITY)
}

/** Whatever can stand more than a few times, wherever it is nested. */
function repeatsIn(node: AST.Node): AST.Quantifier[] {
  const inside = childrenOf(node).flatMap(repeatsIn)
  return node.type === 'Quantifier' && node.max > 4 ? [node, ...inside] : inside
}

function childrenOf(node: AST.Node): readonly AST.Node[] {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives
    case 'Assertion':
      return 'alternatives' in node ? node.alternatives : []
    case 'Alternative':
      return node.elements
    case 'Quantifier':
      return [node.element]
    default:
      return []
  }
}

/** Each alternative, and pairs of them: `로` beside `으로` is where two ways begin. */
function pumpsOf(element: AST.QuantifiableElement): string[] {
  const single = wordsOf(element)
  const few = single.slice(0, 8)
  return [...single, ...few.flatMap(one => few.map(other => one + other))]
}

/** Words the element matches: one for each alternative. */
function wordsOf(element: AST.Element): string[] {
  if (element.type === 'Group' || element.type === 'CapturingGroup') return element.alternatives.map(shortestOf)
  return [shortestOf(element)]
}

/** A short text that the node matches, assertions aside. */
function shortestOf(node: AST.Node): string {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return shortestOf(node.alternatives[0]!)
    case 'Alternative':
      return node.elements.map(shortestOf).join('')
    case 'Quantifier':
      return shortestOf(node.element).repeat(Math.max(1, node.min))
    case 'Character':
      return String.fromCodePoint(node.value)
    case 'CharacterSet':
      return node.kind === 'digit' ? '1' : node.kind === 'space' ? ' ' : '가'
    case 'CharacterClass':
      return node.negate ? '가' : letterOf(node)
    default:
      return ''
  }
}

function letterOf({ elements }: AST.CharacterClass): string {
  const [first] = elements
  if (!first) return ''
  if (first.type === 'CharacterClassRange') return String.fromCodePoint(first.min.value)
  return first.type === 'Character' || first.type === 'CharacterSet' ? shortestOf(first) : '가'
}
