/** Whether what is written where a person was asked for is for that person, or wants something of the service after all. */
import type { Situation } from '../src/conversation/route.js'
import type { Intent } from '../src/understanding/intents.js'

/** What is done here at once, so that nobody has to be asked; `agent` asks for the same person once more. */
const DONE_HERE: ReadonlySet<Intent> = new Set([
  'check',
  'search',
  'recommend',
  'apply',
  'cancel',
  'hours',
  'login',
  'logout',
  'profile',
  'help',
  'greet',
  'thanks',
  'bye',
  'agent',
])

export function isForPerson({ turn: { said, answer } }: Situation): boolean {
  if (said.reportsTrouble) return true
  if (said.stops || answer !== undefined || said.repair.refuses === 'plainly') return false
  return !(said.band === 'act' && DONE_HERE.has(said.intent))
}
