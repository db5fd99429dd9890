/** `npm run -s bench -- <name> [--json]`: the project's own benchmarks, each beside its baseline in the same run. */

interface Bench {
  /** Measures and prints the result; rejects when it could not be measured. */
  run(args: string[]): Promise<void>
}

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  turns: () => import('./turns.js'),
  masking: () => import('./masking.js'),
  memory: () => import('./memory.js'),
  nlp: () => import('./nlp.js'),
  overload: () => import('./overload.js'),
  queries: () => import('./queries.js'),
  talks: () => import('./talks.js'),
  walk: () => import('./walk.js'),
}

const [name = '', ...args] = process.argv.slice(2)
const open = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
try {
  if (!open) throw new Error(`Usage: npm run -s bench -- <${Object.keys(BENCHES).join('|')}> [--json]`)
  await (await open()).run(args)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
