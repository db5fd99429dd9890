/** Sends what a messenger would send, and shows the developer what went and what came. */
const pretty = value => JSON.stringify(value, null, 2)

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Posts JSON; returns the answer's JSON, or `undefined` for an empty 200. Throws with the status when it is not 200. */
export async function post(path, body, headers = {}) {
  const began = performance.now()
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  const json = parsed(text)
  const turn = answer.headers.get('x-turn')
  const ms = Math.round(performance.now() - began)
  document.getElementById('inspector-line').textContent = `HTTP ${answer.status} · ${ms}ms · x-turn: ${turn ?? '없음'}`
  document.getElementById('inspector-request').value = pretty({ headers, body })
  document.getElementById('inspector-response').value = json ? pretty(json) : text || '(빈 응답)'
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return json
}
