/** `npm run -s token -- --volunteer <id> --purpose <apply:programId|check|cancel:applicationId|…>`: prints an entry token. Desk only. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readPurpose } from '../domain/entry.js'
import { refuseInProduction, withServices } from './context.js'

const { values } = parseArgs({ options: { volunteer: { type: 'string' }, purpose: { type: 'string' } } })

await withServices(async context => {
  refuseInProduction(context)
  const purpose = readPurpose(values.purpose ?? '')
  const volunteer = z.guid().safeParse(values.volunteer).data
  if (!volunteer || !purpose)
    throw new Error(
      'Usage: npm run -s token -- --volunteer <id> --purpose <apply:programId|check|cancel:applicationId|…>',
    )
  const { entry, transactions } = context.services
  const token = await transactions.run(tx => entry.issue(tx, volunteer, purpose))
  process.stdout.write(`${token}\n`)
})
