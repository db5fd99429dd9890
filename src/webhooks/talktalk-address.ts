/** Which addresses are TalkTalk's webhook. What is sent to one of them is answered 200 whatever happens, so others ask here too. */
import { equalSecrets } from '../platform/cipher.js'

export const TALKTALK_PATH = '/webhooks/talktalk'

/**
 * Whether the address is the webhook with a valid key as the one segment that follows; without keys there is none. Query and a slash
 * at the end do not matter.
 */
export function isTalkTalkAddress(url: string | undefined, keys: readonly string[]): boolean {
  const path = pathOf(url ?? '')
  if (path.slice(0, TALKTALK_PATH.length).toLowerCase() !== TALKTALK_PATH) return false
  const [before, given = '', ...more] = path.slice(TALKTALK_PATH.length).split('/')
  if (before !== '' || more.join('') !== '' || more.length > 1) return false
  if (keys.length === 0) return given === ''
  const right = keys.map(key => equalSecrets(decoded(given), key))
  return right.includes(true)
}

/** A request line may carry the whole address. */
function pathOf(url: string): string {
  const whole = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
  return url.slice(whole.length).split(/[?#]/, 1)[0]!
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
