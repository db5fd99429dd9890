/**
 * `npm run -s volunteer -- add --name … --birth 2009-05-14 --phone 010… [--kakao <user id>] [--talktalk <user id>]`: a volunteer with
 * linked messenger accounts; prints `{"id"}`. `--file x.jsonl` adds one a line. Desk only.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readBirth, readName, readPhone } from '../domain/person-reading.js'
import { userId } from '../messengers/user-id.js'
import { seoulDay } from '../platform/clock.js'
import { type CommandContext, refuseInProduction, withServices } from './context.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    ['name', 'birth', 'phone', 'kakao', 'talktalk', 'file'].map(name => [name, { type: 'string' as const }]),
  ),
})

await withServices(async context => {
  refuseInProduction(context)
  if (positionals[0] !== 'add') throw new Error('Usage: npm run -s volunteer -- add --name … --birth … --phone …')
  const given = values.file
    ? readFileSync(String(values.file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line))
    : [values]
  const read = schemaOf(seoulDay(context.clock.now()))
  const volunteers = given.map((volunteer, at) => {
    const parsed = read.safeParse(volunteer)
    if (!parsed.success)
      throw new Error(
        `Volunteer ${at + 1}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join(', ')}`,
      )
    return parsed.data
  })
  const ids = await context.services.transactions.run(async tx => {
    const added: string[] = []
    for (const volunteer of volunteers) added.push(await add(context, tx, volunteer))
    return added
  })
  for (const id of ids) process.stdout.write(`${JSON.stringify({ id })}\n`)
})

type Volunteer = z.infer<ReturnType<typeof schemaOf>>

/** Each of the texts has to be read by the rule that the link page uses, too. */
function schemaOf(today: string) {
  const by = (read: (text: string) => string | undefined) =>
    z.string().transform((text, context) => {
      const value = read(text)
      if (value === undefined) context.addIssue('cannot be read')
      return value ?? z.NEVER
    })
  return z.object({
    name: by(readName),
    birth: by(text => readBirth(text, today)),
    phone: by(readPhone),
    kakao: userId.optional(),
    talktalk: userId.optional(),
  })
}

async function add(
  { services: { accounts } }: CommandContext,
  tx: Parameters<typeof accounts.addVolunteer>[0],
  volunteer: Volunteer,
) {
  const { id } = await accounts.addVolunteer(tx, volunteer)
  for (const messenger of ['kakao', 'talktalk'] as const) {
    const userKey = volunteer[messenger]
    if (userKey) await accounts.link(tx, (await accounts.findOrAdd(tx, { messenger, userKey })).id, id)
  }
  return id
}
