/** node-nlp behind natural's way of being trained and asked: a peer for the benchmark only. */
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

/** As it comes, for Korean; its answer "None" is passed over, since every line of the sets belongs to a class. */
export function createNodeNlp(): Peer {
  // It is a devDependency without types, and only loaded when it is measured.
  const { NlpManager } = createRequire(import.meta.url)('node-nlp') as Managers
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
