/** Which linking a form is about: a token or pairing code in it, or the one that was opened in this browser. */
import { type Found, readPairing, readTyped } from './link-form.js'
import type { Calls } from './page.js'

/**
 * @param opened the session that this browser keeps; empty when there is none.
 * @param refuseForgery throws unless the form was shown to this browser: asked where nothing in the form itself is secret.
 */
export async function findLink(call: Calls['entering'], opened: string, refuseForgery: () => void): Promise<Found> {
  const { tx, services, body, address, isJson, views } = call
  const { linking } = services
  const missing = (field: string, words: string): Found => ({
    ok: false,
    faults: [{ field, message: views.words.render(`link.${words}`) }],
  })
  /** A token in the form wins over the cookie: a new link counts. The session of the same link stays what it is. */
  const byToken = (token: string): Found => {
    const tail = linking.tailOf(opened)
    return { ok: true, session: tail && token.endsWith(tail) ? opened : linking.open(token) }
  }
  const { token, pairing } = readTyped(body)
  const pasted = token ? { token } : readPairing(pairing)
  if (pasted?.token) return byToken(pasted.token)
  if (pasted?.digits) {
    const found = await linking.openPaired(tx, pasted.digits, address)
    return found.ok ? found : missing('pairing', found.refused)
  }
  if (pairing || !(await linking.look(tx, opened)))
    return isJson ? missing('token', 'field-token') : missing('pairing', 'field-pairing')
  refuseForgery()
  return { ok: true, session: opened }
}
