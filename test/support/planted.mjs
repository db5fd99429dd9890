/** Preloaded into a real service (`NODE_OPTIONS`): a pattern that never ends and a rejection that nobody catches, where every body is read. */
const { parse } = JSON
const BAD = /^(?:심은|심은심은)+말$/

JSON.parse = (text, ...more) => {
  if (typeof text === 'string' && text.includes('심은심은')) BAD.test(`${'심은'.repeat(60)}!`)
  if (typeof text === 'string' && text.includes('던져던져')) void Promise.reject(new Error('planted'))
  return parse(text, ...more)
}
