/** Server-sent events: the page hears what arrives at the stand-ins, and after a lost connection what it missed. */
import type { RequestHandler } from 'express'
import type { Mail, Mailbox } from './mailbox.js'

const STILL_THERE_MS = 25_000

export function createEvents(mailbox: Mailbox): RequestHandler {
  return (req, res) => {
    const lastSeen = Number(req.get('Last-Event-ID') ?? Number.NaN)
    res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' })
    const tell = ({ id, kind, body }: Mail) => res.write(`id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(body)}\n\n`)
    // A page that has just opened shows what the phone has; of the chat it only shows what is said from now on.
    const missed = Number.isNaN(lastSeen)
      ? mailbox.since(0).filter(({ kind }) => kind === 'phone')
      : mailbox.since(lastSeen)
    res.write('retry: 1000\n\n')
    missed.forEach(tell)
    res.write('event: caught-up\ndata: {}\n\n')
    const stop = mailbox.watch(tell)
    const alive = setInterval(() => res.write(':\n\n'), STILL_THERE_MS).unref()
    res.on('close', () => {
      clearInterval(alive)
      stop()
    })
  }
}
