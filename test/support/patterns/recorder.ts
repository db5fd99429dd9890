/** Preloaded by `built.ts`: notes every pattern that the project's own code assembles with `new RegExp`. */
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Where in our own code it was built; libraries are not ours, wherever their source maps say they lie. */
const OWN = new RegExp(`${ROOT}((?:src|dialogs)/[^:)\\s]+)`)

export interface BuiltPattern {
  readonly source: string
  readonly flags: string
  readonly file: string
}

const built = new Map<string, BuiltPattern>()

globalThis.RegExp = new Proxy(RegExp, {
  construct(target, [pattern, flags]: [string | RegExp, string | undefined], newTarget) {
    const made = Reflect.construct(target, [pattern, flags], newTarget) as RegExp
    const file = OWN.exec((new Error().stack ?? '').split('\n')[2] ?? '')?.[1]
    if (file) built.set(`/${made.source}/${made.flags}`, { source: made.source, flags: made.flags, file })
    return made
  },
})

/** What was built so far, each pattern once. */
export const builtPatterns = (): BuiltPattern[] => [...built.values()]
