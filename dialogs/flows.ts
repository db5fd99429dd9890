/** What every flow may be built with. */

import type { Services } from '../src/services/index.js'
import type { Questions } from '../src/understanding/questions.js'

export interface FlowParts {
  readonly services: Services
  readonly questions: Questions
  /** How people reach the pages, without a trailing slash. */
  readonly publicUrl: () => string
}
