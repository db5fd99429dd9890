/** `npm run -s staff -- add <email> --role <role> [--organisation <id>]`: prints the one-time link to set the password. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ROLES } from '../services/staff.js'
import { withServices } from './context.js'

const form = z.object({
  act: z.literal('add'),
  email: z.email(),
  role: z.enum(ROLES),
  organisation: z.uuid().optional(),
})

await withServices(async ({ services, publicUrl }) => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string' }, organisation: { type: 'string' } },
  })
  const asked = form.safeParse({ act: positionals[0], email: positionals[1], ...values }).data
  if (!asked)
    throw new Error(`Usage: npm run -s staff -- add <email> --role <${ROLES.join('|')}> [--organisation <id>]`)
  const { email, role, organisation } = asked
  const invited = await services.transactions.run(tx => services.staff.invite(tx, email, role, organisation))
  if (!invited.ok) throw new Error('There is no organisation with this id')
  process.stdout.write(`${publicUrl()}/console/invite#${invited.token}\n`)
})
