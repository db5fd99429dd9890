/** Where a page of programs goes on, as `nextCursor` spells it. */
import { z } from 'zod'
import type { Cursor } from '../domain/program-order.js'

const place = z.tuple([z.iso.datetime(), z.uuid()])

export const cursorField = z
  .string()
  .max(200)
  .transform((cursor, context): Cursor => {
    const { data } = place.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '))
    if (data) return { startsAt: data[0], id: data[1] }
    context.addIssue('is not one that was given here')
    return z.NEVER
  })

export function spellCursor({ startsAt, id }: Cursor): string {
  return Buffer.from(`${startsAt} ${id}`).toString('base64url')
}
