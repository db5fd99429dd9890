/** `npm run -s seed -- --programs N --volunteers N --turns N`: generated data in bulk; prints how many rows were added as JSON. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createBulk } from '../services/bulk.js'
import { type CommandContext, refuseInProduction, withServices } from './context.js'

const amount = z.coerce.number().int().min(0).max(10_000_000).default(0)
const amounts = z.object({ programs: amount, volunteers: amount, turns: amount })

const { values } = parseArgs({
  options: { programs: { type: 'string' }, volunteers: { type: 'string' }, turns: { type: 'string' } },
})

async function seed(context: CommandContext): Promise<void> {
  refuseInProduction(context)
  const { services, cipher, clock } = context
  const bulk = createBulk({ cipher, clock })
  const added = await services.transactions.run(tx => bulk.add(tx, amounts.parse(values)))
  process.stdout.write(`${JSON.stringify(added)}\n`)
}

await withServices(seed, { asOwner: true })
