/** What every flow may be built with. */
import type { Questions } from '../src/conversation/questions.js'
import type { Services } from '../src/services/index.js'

export interface FlowParts {
  readonly services: Services
  readonly questions: Questions
  /** How people reach the pages, without a trailing slash. */
  readonly publicUrl: () => string
}
