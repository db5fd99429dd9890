// Makes the linking page easier: numbers get their dashes while they are typed, the time that is left is shown.
const phone = document.getElementById('phone')
const birth = document.getElementById('birth')
const left = document.getElementById('left')

/** Only what is being typed at the end, in plain digits: whatever else somebody writes is left as it is. */
function formatWhileTyping(input, parts) {
  input?.addEventListener('input', event => {
    const { value } = input
    const typing = event.inputType === 'insertText' && input.selectionStart === value.length
    if (typing && /^[\d-]+$/.test(value)) input.value = parts(value.replaceAll('-', '')).filter(Boolean).join('-')
  })
}

const phoneParts = digits => {
  if (!digits.startsWith('01')) return [digits]
  const middle = digits.startsWith('010') || digits.length > 10 ? 7 : 6
  return [digits.slice(0, 3), digits.slice(3, middle), digits.slice(middle)]
}
const birthParts = digits => {
  if (!/^(?:19|20)/.test(digits) || digits.length < 7) return [digits]
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
}

formatWhileTyping(phone, phoneParts)
formatWhileTyping(birth, birthParts)

// A second press would send a second code.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', () => {
    for (const button of form.querySelectorAll('button')) button.disabled = true
  })
}

// Where the browser reads the code out of the SMS by itself (WebOTP), after asking the person; elsewhere it is typed or filled in.
const codeForm = document.getElementById('code-form')
if (codeForm && 'OTPCredential' in window) {
  const waiting = new AbortController()
  codeForm.addEventListener('submit', () => waiting.abort())
  navigator.credentials
    .get({ otp: { transport: ['sms'] }, signal: waiting.signal })
    .then(credential => {
      if (!credential?.code || codeForm.elements.code.value !== '') return
      codeForm.elements.code.value = credential.code
      codeForm.requestSubmit()
    })
    .catch(() => undefined)
}

if (left) {
  const endsAt = performance.now() + Number(left.dataset.seconds) * 1000
  const timer = setInterval(showTime, 500)
  function showTime() {
    const seconds = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000))
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    if (seconds > 0) return
    clearInterval(timer)
    document.getElementById('time-over').hidden = false
  }
  showTime()
}
