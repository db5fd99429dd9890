// The entry page: moves the token from the address's fragment, which is never sent by itself, into the form that the person sends.
{
  const move = () => {
    const token = location.hash.slice(1)
    if (!/^[A-Za-z0-9]{43}$/.test(token)) return
    document.getElementById('token').value = token
    document.getElementById('pasted-field').hidden = true
  }
  move()
  addEventListener('hashchange', move)
}
