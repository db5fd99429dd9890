/** Takes the invitation out of the fragment, which no server sees, into the form and out of the address. */
const token = document.getElementById('token')
const given = location.hash.slice(1)
if (given) {
  token.value = given
  history.replaceState(null, '', location.pathname)
}
document.getElementById('token-field').hidden = token.value !== ''

const show = document.getElementById('show')
show.addEventListener('change', () => {
  document.getElementById('password').type = show.checked ? 'text' : 'password'
})
document.getElementById('show-field').hidden = false
