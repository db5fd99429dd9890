/** Keeps the trained model between starts: training takes a second, reading it back a few hundredths. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Log } from '../platform/log.js'
import type { TrainedModel } from './classifier.js'
import type { Utterances } from './intents.js'
import { SHORT_FORMS } from './short-forms.js'

export interface ModelCache {
  /** The model that exactly these utterances and this code have trained; undefined when it is not there or cannot be read. */
  get(utterances: Utterances): TrainedModel | undefined
  /** Keeps the model in place of any other. A folder that cannot be written costs the next start a second, no more. */
  put(utterances: Utterances, model: TrainedModel): void
}

/** Whatever changes what is learned from a line. */
const CODE = ['jamo', 'keyboard', 'korean', 'short-forms', 'features', 'svm', 'classifier']

export function createModelCache(folder: string, log: Log): ModelCache {
  const file = path.join(folder, 'model.bin')
  return {
    get(utterances) {
      try {
        const { key, model } = deserialize(readFileSync(file)) as { key: string; model: TrainedModel }
        return key === modelKeyOf(utterances) ? model : undefined
      } catch {
        // Not there, cut off by a crash or written by another Node: it is trained anew.
        return undefined
      }
    },
    put(utterances, model) {
      try {
        mkdirSync(folder, { recursive: true })
        const draft = `${file}.${process.pid}`
        writeFileSync(draft, serialize({ key: modelKeyOf(utterances), model }))
        renameSync(draft, file)
      } catch (error) {
        log.warn({ err: error }, 'the trained model could not be kept')
      }
    },
  }
}

/** The same only for a model that the same code learned from the same utterances. */
export function modelKeyOf(utterances: Utterances): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([...utterances]))
    .update(SHORT_FORMS)
  for (const name of CODE) hash.update(readFileSync(new URL(`./${name}.ts`, import.meta.url)))
  return hash.digest('base64url')
}
