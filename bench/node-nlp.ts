/**
 * node-nlp behind natural's way of being trained and asked: a peer for the benchmark only, and no dependency, since it would bring ninety
 * packages into everybody's install. Who wants to compare gets it by `INSTALL`, and `npm ci` removes it again.
 */
import { createRequire } from 'node:module'

interface Guess {
  readonly intent: string
}
interface Manager {
  addDocument(language: string, text: string, intent: string): void
  train(): Promise<unknown>
  process(language: string, text: string): Promise<{ classifications: Guess[] }>
}
type Managers = { NlpManager: new (settings: object) => Manager }

export interface Peer {
  train(lines: readonly { readonly label: string; readonly text: string }[]): Promise<void>
  classify(text: string): Promise<string>
}

export const INSTALL = 'npm install --no-save node-nlp@4.27.0'

const require = createRequire(import.meta.url)

export function isNodeNlpThere(): boolean {
  try {
    require.resolve('node-nlp')
    return true
  } catch {
    return false
  }
}

/** As it comes, for Korean; its answer "None" is passed over, since every line of the sets belongs to a class. */
export function createNodeNlp(): Peer {
  const { NlpManager } = require('node-nlp') as Managers
  const manager = new NlpManager({ languages: ['ko'], autoSave: false, autoLoad: false, nlu: { log: false } })
  return {
    async train(lines) {
      for (const { label, text } of lines) manager.addDocument('ko', text, label)
      await manager.train()
    },
    async classify(text) {
      const { classifications } = await manager.process('ko', text)
      return classifications.find(({ intent }) => intent !== 'None')?.intent ?? 'None'
    },
  }
}
