/** Where a page of programs goes on, as `nextCursor` spells it. */
import { z } from 'zod'
import type { Cursor } from '../domain/program-order.js'

/** A moment and an id, with `long` behind them where that is its end; an id alone where there are no days. */
const place = z.union([
  z.tuple([z.iso.datetime(), z.uuid()]).transform(([at, id]) => ({ part: 'dated' as const, at, id })),
  z.tuple([z.iso.datetime(), z.uuid(), z.literal('long')]).transform(([at, id, part]) => ({ part, at, id })),
  z.tuple([z.uuid()]).transform(([id]) => ({ part: 'undated' as const, at: null, id })),
])

export const cursorField = z
  .string()
  .max(200)
  .transform((cursor, context): Cursor => {
    const { data } = place.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '))
    if (data) return data
    context.addIssue('is not one that was given here')
    return z.NEVER
  })

export function spellCursor({ part, at, id }: Cursor): string {
  const spelled = { dated: `${at} ${id}`, long: `${at} ${id} long`, undated: id }[part]
  return Buffer.from(spelled).toString('base64url')
}
