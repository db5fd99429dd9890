/** What every flow may be built with, and what its steps may take. */
import { createFlow, type Flow, type FlowDefinition } from '../src/conversation/flow.js'
import type { ApplicationWithProgram } from '../src/services/applications.js'
import type { Services } from '../src/services/index.js'
import type { CareKind } from '../src/understanding/care.js'
import type { Intent } from '../src/understanding/intents.js'
import type { Questions } from '../src/understanding/questions.js'
import type { Slots } from '../src/understanding/slots.js'
import type { Named } from './named.js'
import type { Search } from './searches.js'

export interface FlowParts {
  readonly services: Services
  readonly questions: Questions
  /** How people reach the pages, without a trailing slash. */
  readonly publicUrl: () => string
}

/** What may be meant by a message, and what a step that takes it gets: `rules.ts` reads them, in its order. */
export interface Meanings {
  /** Distress or danger. */
  readonly care: CareKind
  /** The account has been linked meanwhile. */
  readonly linked: true
  readonly yes: true
  /** `instead`: something else is wanted, though it could not be told what. */
  readonly no: 'plain' | 'instead'
  /** One of the things shown that stands for no yes, no or page. */
  readonly choice: string
  /** What is written for a person to read, whatever it means elsewhere. */
  readonly text: string
  readonly page: 'next' | 'same'
  /** Everything shall be forgotten. */
  readonly forget: true
  /** One's own applications that are named and can be withdrawn. */
  readonly mine: readonly ApplicationWithProgram[]
  readonly program: Named
  /** Conditions that were said, as they are. */
  readonly slots: Slots
  /** The last search with what was said of it. */
  readonly search: Search
  /** An intent that the step names among its `answers`. */
  readonly intent: Intent
  /** What nothing else is known of. */
  readonly unknown: string
}

/** A flow of steps that take some of the meanings. */
export const flow = <D extends object>(definition: FlowDefinition<D, Meanings>): Flow => createFlow(definition)
