/** Filling a group at the vendor: when a call is refused as a whole, the messages for which it is are found and left out. */
import type { SolapiClient } from '../messengers/solapi/client.js'
import type { SolapiMessage } from '../messengers/solapi/message.js'
import type { Added, SolapiRefusal } from '../messengers/solapi/response.js'

export interface Filled {
  /** By our id. A message refused with `request` was alone in its call, so it is the message or every call. */
  readonly verdicts: ReadonlyMap<string, Added>
  /** Why it was not gone on with. After a `passing` failure it is not known what is in the group: it must not be sent. */
  readonly stopped?: SolapiRefusal
}

/** `keep` is called between the calls of a long search. */
export async function fillGroup(
  client: Pick<SolapiClient, 'add'>,
  groupId: string,
  messages: readonly SolapiMessage[],
  keep: () => Promise<unknown>,
): Promise<Filled> {
  const verdicts = new Map<string, Added>()
  if (messages.length === 0) return { verdicts }
  const offer = async (part: readonly SolapiMessage[]): Promise<SolapiRefusal | undefined> => {
    const answer = await client.add(groupId, part)
    if (answer.ok) for (const [at, added] of answer.value.entries()) verdicts.set(idOf(part[at]!), added)
    else if (answer.reach === 'request' && part.length === 1) verdicts.set(idOf(part[0]!), answer)
    else return answer
    return undefined
  }
  const whole = await offer(messages)
  if (whole?.reach !== 'request') return whole ? { verdicts, stopped: whole } : { verdicts }
  // Refused for one of them, or whatever it says? Three alone, far from each other, tell.
  const samples = [...new Set([messages[0]!, messages[messages.length >> 1]!, messages.at(-1)!])]
  for (const sample of samples) {
    const stopped = await offer([sample])
    if (stopped) return { verdicts, stopped }
  }
  if (![...verdicts.values()].some(({ ok }) => ok)) return { verdicts, stopped: whole }
  const parts = halves(messages.filter(message => !samples.includes(message)))
  for (let part = parts.pop(); part; part = parts.pop()) {
    await keep()
    const refused = await offer(part)
    if (!refused) continue
    if (refused.reach !== 'request') return { verdicts, stopped: refused }
    parts.push(...halves(part))
  }
  return { verdicts }
}

function halves<T>(all: readonly T[]): (readonly T[])[] {
  const middle = all.length >> 1
  return [all.slice(middle), all.slice(0, middle)].filter(({ length }) => length > 0)
}

function idOf(message: SolapiMessage): string {
  return message.customFields.notificationId
}
