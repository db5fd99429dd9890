/** Who sits at this browser: a Kakao id and a TalkTalk id, kept until somebody new is wanted. */

function randomBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count))
}

export function randomHex(bytes) {
  return Array.from(randomBytes(bytes), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** As Kakao's `botUserKey` looks: 66 hex digits. */
const newKakaoId = () => randomHex(33)
/** As TalkTalk's user looks: 22 characters of base64url. */
const newTalkTalkId = () =>
  btoa(String.fromCharCode(...randomBytes(16)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

function kept(name, make) {
  const known = localStorage.getItem(name)
  if (known) return known
  const made = make()
  localStorage.setItem(name, made)
  return made
}

/** What the phone had before this person came is not theirs. */
const SINCE = 'simulator.since'

export const person = {
  kakao: kept('simulator.kakao', newKakaoId),
  talktalk: kept('simulator.talktalk', newTalkTalkId),
  since: Number(localStorage.getItem(SINCE) ?? 0),
}

/** @param lastMail id of the last message on the phone so far. */
export function becomeSomebodyNew(lastMail) {
  for (const name of Object.keys(localStorage)) if (name.startsWith('simulator.')) localStorage.removeItem(name)
  localStorage.setItem(SINCE, String(lastMail))
  location.reload()
}
