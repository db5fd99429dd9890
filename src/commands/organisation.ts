/** `npm run -s organisation -- add <name> --scope <read|manage>`: prints the organisation's id and, this once, its key. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { cleanLine, faultIn } from '../platform/clean.js'
import { SCOPES } from '../services/organisations.js'
import { withServices } from './context.js'

const isFaultless = (text: string) => faultIn(text) === undefined
const form = z.object({
  act: z.literal('add'),
  name: z.string().max(100).refine(isFaultless).transform(cleanLine).refine(Boolean),
  scope: z.enum(SCOPES),
})

await withServices(async ({ services }) => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { scope: { type: 'string' } } })
  const asked = form.safeParse({ act: positionals[0], name: positionals[1], ...values }).data
  if (!asked) throw new Error(`Usage: npm run -s organisation -- add <name> --scope <${SCOPES.join('|')}>`)
  const { organisations, transactions } = services
  const added = await transactions.run(tx => organisations.add(tx, asked.name, asked.scope))
  process.stdout.write(`${JSON.stringify(added)}\n`)
})
