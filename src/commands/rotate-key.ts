/** `npm run -s rotate-key`: seals everything anew with `DATA_KEY` (the former one in `DATA_KEY_FORMER`); prints how much as JSON. */
import { withServices } from './context.js'

await withServices(async ({ dataKey }) => {
  const began = performance.now()
  const rotated = await dataKey.rotate()
  if (!rotated.ok)
    throw new Error(
      'A running service knows only the former DATA_KEY: start it with both DATA_KEY and DATA_KEY_FORMER first, then change the key',
    )
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const { key, tables } = rotated
  const all = Object.values(tables)
  const resealed = all.reduce((sum, table) => sum + table.resealed, 0)
  const unreadable = all.reduce((sum, table) => sum + table.unreadable, 0)
  process.stdout.write(`${JSON.stringify({ key, resealed, unreadable, seconds, tables })}\n`)
  if (unreadable > 0) process.exitCode = 1
})
