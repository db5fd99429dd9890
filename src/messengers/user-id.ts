/** A messenger's own id of a person, as it comes in. */
import { z } from 'zod'

/** Text that a database can keep as it is: neither NUL nor half a character, which would make two people one. */
export const userId = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Surrogate}]*$/u)
