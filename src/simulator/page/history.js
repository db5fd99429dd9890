/** What was said in a chat, kept in this browser so that a reload loses nothing; gone with the person. */
import { serviceNow } from './clock.js'

/** More would fill the browser's storage. */
const MOST_KEPT = 80

/** `entries` are plain JSON, oldest first, `at` in milliseconds; `add` keeps one more. A browser that keeps nothing just forgets at reload. */
export function createHistory(name) {
  const key = `simulator.history.${name}`
  let entries = []
  try {
    entries = JSON.parse(localStorage.getItem(key) ?? '[]')
  } catch {
    localStorage.removeItem(key)
  }
  return {
    entries: () => entries,
    add(entry) {
      entries = [...entries, { at: serviceNow().getTime(), ...entry }].slice(-MOST_KEPT)
      try {
        localStorage.setItem(key, JSON.stringify(entries))
      } catch {
        entries = entries.slice(-MOST_KEPT / 2)
      }
    },
  }
}
