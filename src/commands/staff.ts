/**
 * `npm run -s staff -- add <email> --role <role> [--organisation <id>]`: prints the one-time link to set the password.
 * `… disable <email>` ends the account and its sessions, `… enable <email>` lets it in again.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ROLES } from '../services/staff.js'
import { type CommandContext, withServices } from './context.js'

const email = z.email()
const form = z.discriminatedUnion('act', [
  z.object({ act: z.literal('add'), email, role: z.enum(ROLES), organisation: z.uuid().optional() }),
  z.object({ act: z.enum(['disable', 'enable']), email }),
])

const USAGE = `Usage: npm run -s staff -- add <email> --role <${ROLES.join('|')}> [--organisation <id>]
       npm run -s staff -- <disable|enable> <email>`
const REFUSALS = {
  'unknown-organisation': 'There is no organisation with this id',
  disabled: 'This account is disabled; enable it first',
} as const
/** Of a command nobody knows who gave it. */
const BY_COMMAND = { staffId: null, address: '' } as const

await withServices(async context => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string' }, organisation: { type: 'string' } },
  })
  const asked = form.safeParse({ act: positionals[0], email: positionals[1], ...values }).data
  if (!asked) throw new Error(USAGE)
  process.stdout.write(`${asked.act === 'add' ? await add(context, asked) : await change(context, asked)}\n`)
})

async function add(
  { services: { staff, transactions }, publicUrl }: CommandContext,
  { email, role, organisation }: Extract<z.infer<typeof form>, { act: 'add' }>,
): Promise<string> {
  const invited = await transactions.run(tx => staff.invite(tx, email, role, organisation))
  if (!invited.ok) throw new Error(REFUSALS[invited.refused])
  return `${publicUrl()}/console/invite#${invited.token}`
}

async function change(
  { services: { staff, transactions } }: CommandContext,
  { act, email }: Exclude<z.infer<typeof form>, { act: 'add' }>,
): Promise<string> {
  const acted = await transactions.run(async tx => {
    const member = await staff.byEmail(tx, email)
    return member && staff[act](tx, BY_COMMAND, member.id)
  })
  if (!acted?.ok) throw new Error('There is no staff account with this e-mail')
  return JSON.stringify({ email, disabled: act === 'disable' })
}
