/** Where a page of programs goes on, as `nextCursor` spells it. */
import { z } from 'zod'

const place = z.tuple([z.iso.datetime(), z.uuid()])

export const cursorField = z
  .string()
  .max(200)
  .transform((cursor, context) => {
    const { data } = place.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '))
    if (data) return { startsAt: new Date(data[0]), id: data[1] }
    context.addIssue('is not one that was given here')
    return z.NEVER
  })

export function spellCursor({ startsAt, id }: { startsAt: Date; id: string }): string {
  return Buffer.from(`${startsAt.toISOString()} ${id}`).toString('base64url')
}
