/** `npm run chaos -- <name>`: breaks something under a real service of its own, on 127.0.0.1, and tells what its callers saw. */
import type { Outcome } from './outcome.js'

interface Trial {
  run(): Promise<Outcome>
}

const TRIALS: Readonly<Record<string, () => Promise<Trial>>> = {
  blackhole: () => import('./blackhole.js'),
  'commit-lost': () => import('./commit-lost.js'),
  sigterm: () => import('./sigterm.js'),
  stall: () => import('./stall.js'),
  vendor: () => import('./vendor.js'),
}

const [name = ''] = process.argv.slice(2)
const open = Object.hasOwn(TRIALS, name) ? TRIALS[name] : undefined
try {
  if (!open) throw new Error(`Usage: npm run chaos -- <${Object.keys(TRIALS).join('|')}>`)
  const { kept, seen } = await (await open()).run()
  process.stdout.write(`${JSON.stringify({ trial: name, kept, ...seen })}\n`)
  process.exitCode = kept ? 0 : 1
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
