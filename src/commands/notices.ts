/** `npm run -s notices -- <list|requeue|kinds> [--kind <kind>] [--since <moment>]`: what waits or was given up, as JSON; sends it again. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { describeKinds, NOTICE_KINDS } from '../services/notice-catalogue.js'
import { withServices } from './context.js'

const USAGE = `Usage: npm run -s notices -- <list|requeue|kinds> [--kind <${NOTICE_KINDS.join('|')}>] [--since <2026-11-18T10:00:00+09:00>]`
const moment = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform(text => new Date(text.length > 10 ? text : `${text}T00:00:00+09:00`))
const form = z.strictObject({
  act: z.enum(['list', 'requeue', 'kinds']),
  kind: z.enum(NOTICE_KINDS).optional(),
  since: moment.optional(),
})

await withServices(async ({ services }) => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { kind: { type: 'string' }, since: { type: 'string' } },
  })
  const asked = form.safeParse({ act: positionals[0], ...values }).data
  if (!asked || positionals.length > 1) throw new Error(USAGE)
  const { noticeDesk, transactions } = services
  const { act, ...filter } = asked
  const answer = await transactions.run(async tx => {
    if (act === 'kinds') return describeKinds()
    return act === 'list' ? noticeDesk.list(tx, filter) : { requeued: await noticeDesk.requeue(tx, filter) }
  })
  process.stdout.write(`${JSON.stringify(answer)}\n`)
})
