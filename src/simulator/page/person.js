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

export const person = {
  kakao: kept('simulator.kakao', newKakaoId),
  talktalk: kept('simulator.talktalk', newTalkTalkId),
}

export function becomeSomebodyNew() {
  localStorage.removeItem('simulator.kakao')
  localStorage.removeItem('simulator.talktalk')
  location.reload()
}
