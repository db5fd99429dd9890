/** Every table as TypeORM knows it. Migrations make them; a test holds the two together. */
import * as activity from './tables-of-activity.js'
import * as notices from './tables-of-notices.js'
import * as talk from './tables-of-talk.js'

export const tables = [...Object.values(activity), ...Object.values(notices), ...Object.values(talk)]
