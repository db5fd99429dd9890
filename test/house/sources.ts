/** The house's own TypeScript as trees: what the tests of the house read. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../../', import.meta.url))

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Every file below the folders whose name ends so, as `src/main.ts`. */
export function filesIn(folders: readonly string[], ending: string): string[] {
  return folders.flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith(ending))
      .map(name => `${folder}/${name}`)
      .sort(),
  )
}

export function treeOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true)
}

/** Every node of the tree, parents first. */
export function nodesOf(tree: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [tree]
  tree.forEachChild(child => void nodes.push(...nodesOf(child)))
  return nodes
}

/** `src/main.ts:12`, for the sentence of a failing test. */
export function placeOf(node: ts.Node): string {
  const tree = node.getSourceFile()
  return `${tree.fileName}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}
