/** An address that every messenger opens from a button or shows as a picture. */
import { z } from 'zod'

export const webAddress = z.url({ protocol: /^https?$/ })

export function isWebAddress(value: string): boolean {
  return webAddress.safeParse(value).success
}
