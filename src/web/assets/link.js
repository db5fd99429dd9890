// The linking page: reads the link token from the address's fragment, sends the two forms, shows what came of them.
const byId = id => document.getElementById(id)
const token = location.hash.slice(1)
const personForm = byId('person-form')
const codeForm = byId('code-form')
const message = byId('message')
let endsAt = 0

function tell(text, good = false) {
  message.textContent = text
  message.classList.toggle('message--bad', !good)
  message.hidden = false
  message.focus()
}

function clear(form) {
  message.hidden = true
  for (const error of form.querySelectorAll('.error')) error.hidden = true
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid')
}

function tellField({ field, message: text }) {
  const error = byId(`${field}-error`)
  if (!error) return
  error.textContent = text
  error.hidden = false
  byId(field).setAttribute('aria-invalid', 'true')
}

/** Answers what the service answered, or undefined once the refusal is told. */
async function send(path, values, form) {
  clear(form)
  const buttons = form.querySelectorAll('button')
  for (const button of buttons) button.disabled = true
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify({ token, ...values }) })
    const body = await response.json()
    if (response.ok) return body
    if (Array.isArray(body.error.details)) body.error.details.forEach(tellField)
    tell(response.status < 500 || body.error.code === 'unclear' ? body.error.message : byId('offline').textContent)
  } catch {
    tell(byId('offline').textContent)
  } finally {
    for (const button of buttons) button.disabled = false
  }
}

async function askForCode(form) {
  const { name, birth, phone, consent } = personForm.elements
  const person = { name: name.value, birth: birth.value, phone: phone.value, consent: consent.checked }
  const sent = await send('/link/code', person, form)
  if (!sent) return false
  endsAt = performance.now() + sent.lifeSeconds * 1000
  showTime()
  codeForm.elements.code.value = ''
  return true
}

function showStep(step) {
  for (const part of [personForm, codeForm, byId('linked')]) part.hidden = part !== step
}

function showTime() {
  const seconds = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000))
  byId('left').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  if (seconds > 0 || endsAt === 0) return
  endsAt = 0
  if (!codeForm.hidden) tell(byId('time-over').textContent)
}

personForm.addEventListener('submit', async event => {
  event.preventDefault()
  if (!(await askForCode(personForm))) return
  showStep(codeForm)
  codeForm.elements.code.focus()
})

codeForm.addEventListener('submit', async event => {
  event.preventDefault()
  const linked = await send('/link/confirm', { code: codeForm.elements.code.value }, codeForm)
  if (!linked) return
  byId('linked-next').textContent = linked.message
  showStep(byId('linked'))
  byId('linked').focus()
})

byId('again').addEventListener('click', async () => {
  if (await askForCode(codeForm)) tell(byId('sent-again').textContent, true)
})

byId('change').addEventListener('click', () => {
  clear(codeForm)
  showStep(personForm)
  personForm.elements.name.focus()
})

setInterval(showTime, 500)
if (!token) {
  tell(byId('no-token').textContent)
  personForm.hidden = true
}
