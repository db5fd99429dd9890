/** A number that a phone dials from a button: an emergency number of three digits, or one of a subscriber. */
import { z } from 'zod'

const dialled = z.string().regex(/^\d{3,12}$/)
/** The address of such a number, for a wire that has no button of its own for it. */
export const phoneAddress = z.string().regex(/^tel:\d{3,12}$/)

export function isDialled(value: string): boolean {
  return dialled.safeParse(value).success
}

export function toPhoneAddress(phone: string): string {
  return `tel:${phone}`
}
