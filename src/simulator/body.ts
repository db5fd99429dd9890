/** Bodies of the stand-ins: taken as text, so that each vendor's own answer to something unreadable can be given. */
import express, { type Request, type RequestHandler } from 'express'

export const anyText: RequestHandler = express.text({ type: () => true, limit: '5mb' })

/** `undefined` when the body is not JSON. */
export function jsonOf(req: Request): unknown {
  try {
    return JSON.parse(String(req.body))
  } catch {
    return undefined
  }
}
