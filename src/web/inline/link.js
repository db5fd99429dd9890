// The linking page: hands the token of the address's fragment, which is never sent by itself, to the service.
{
  const byId = id => document.getElementById(id)
  const opening = byId('opening')

  const show = ({ step, about, number, csrf }, token) => {
    if (step !== 'person') return location.replace('/link')
    byId('about-text').textContent = about
    byId('about-number').textContent = number
    byId('about').hidden = false
    for (const field of document.getElementsByName('csrf')) field.value = csrf
    opening.dataset.tail = token.slice(-6)
  }

  const open = async () => {
    const token = location.hash.slice(1)
    if (!/^[A-Za-z0-9]{43}$/.test(token) || token.endsWith(opening.dataset.tail || '-')) return
    opening.elements.token.value = token
    if (!byId('person-form')) return opening.submit()
    byId('token').value = token
    const pairing = byId('pairing-field')
    if (pairing) pairing.hidden = true
    const headers = { accept: 'application/json' }
    const response = await fetch('/link/open', { method: 'POST', headers, body: new URLSearchParams({ token }) })
    show(await response.json(), token)
  }

  const tryToOpen = () => open().catch(() => undefined)
  tryToOpen()
  addEventListener('hashchange', tryToOpen)
  addEventListener('pageshow', event => event.persisted && location.reload())
}
