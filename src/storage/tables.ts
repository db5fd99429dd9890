/** Every table as TypeORM knows it. Migrations make them; a test holds the two together. */
import * as activity from './tables-of-activity.js'
import * as keeping from './tables-of-keeping.js'
import * as linking from './tables-of-linking.js'
import * as notices from './tables-of-notices.js'
import * as talk from './tables-of-talk.js'

export const tables = [activity, keeping, linking, notices, talk].flatMap(file => Object.values(file))
