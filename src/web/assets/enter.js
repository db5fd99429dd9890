// The entry page: moves the token from the address's fragment, which is never sent, into the form that the person sends.
document.getElementById('token').value = location.hash.slice(1)
