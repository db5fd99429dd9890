/** Server-sent events: the page hears what arrives at the stand-ins, and after a lost connection what it missed. */
import type { Request, RequestHandler } from 'express'
import type { Mail, Mailbox } from './mailbox.js'

const STILL_THERE_MS = 25_000

/** The messenger accounts linked to whoever has this phone. */
export type OwnersOf = (number: string) => Promise<readonly { messenger: string; userKey: string }[]>

/** The page names who sits at it as `?kakao=…&talktalk=…`. A phone that is linked to others is not theirs, and rings elsewhere. */
export function createEvents(mailbox: Mailbox, ownersOf: OwnersOf): RequestHandler {
  return async (req, res) => {
    const lastSeen = Number(req.get('Last-Event-ID') ?? Number.NaN)
    res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' })
    const isTheirs = createIsTheirs(req, ownersOf)
    const tell = async (mail: Mail) => {
      const { id, kind, body } = mail
      if (await isTheirs(mail)) res.write(`id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(body)}\n\n`)
    }
    // A page that has just opened shows what the phone has; of the chat it only shows what is said from now on.
    const missed = Number.isNaN(lastSeen)
      ? mailbox.since(0).filter(({ kind }) => kind === 'phone')
      : mailbox.since(lastSeen)
    res.write('retry: 1000\n\n')
    let told = Promise.resolve()
    const inTurn = (work: () => Promise<unknown> | unknown) => {
      told = told.then(work).then(() => undefined)
    }
    for (const mail of missed) inTurn(() => tell(mail))
    inTurn(() => res.write('event: caught-up\ndata: {}\n\n'))
    const stop = mailbox.watch(mail => inTurn(() => tell(mail)))
    const alive = setInterval(() => res.write(':\n\n'), STILL_THERE_MS).unref()
    res.on('close', () => {
      clearInterval(alive)
      stop()
    })
  }
}

function createIsTheirs(req: Request, ownersOf: OwnersOf): (mail: Mail) => Promise<boolean> {
  const isHere = ({ messenger, userKey }: { messenger: string; userKey: string }) => req.query[messenger] === userKey
  return async mail => {
    if (mail.kind !== 'phone') return true
    // Who cannot be found is nobody else: the message is rather shown than lost.
    const owners = await ownersOf(mail.number).catch(() => [])
    return owners.length === 0 || owners.some(isHere)
  }
}
