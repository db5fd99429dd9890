/** What a request asks of the database, as the preloaded counter (`count-queries.ts`) tells it in headers. */
import type { Child } from './child.js'
import type { People } from './people.js'

export interface Counted {
  readonly statements: number
  readonly roundTrips: number
}

export const COUNTING = ['--import', new URL('count-queries.ts', import.meta.url).href]

/** One request to a server that counts. */
export async function countOne({ url }: Child, path: string, body: string): Promise<Counted> {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await response.arrayBuffer()
  const count = (name: string) => Number(response.headers.get(name) ?? Number.NaN)
  return { statements: count('x-statements'), roundTrips: count('x-round-trips') }
}

/** `most` turns one by one: the mean of each kind, and of all. */
export async function countTurns(service: Child, people: People, most: number) {
  const found = new Map<string, Counted[]>()
  for (let turn = 0; turn < most; turn++) {
    const { kind, linked, body } = people.next()
    const name = `${kind}, ${linked ? 'linked' : 'stranger'}`
    const counted = await countOne(service, '/webhooks/kakao', body)
    found.set(name, [...(found.get(name) ?? []), counted])
  }
  return {
    all: meanOf([...found.values()].flat()),
    byKind: Object.fromEntries([...found].map(([name, counts]) => [name, meanOf(counts)])),
  }
}

function meanOf(counts: readonly Counted[]): Counted {
  const of = (name: keyof Counted) => counts.reduce((sum, count) => sum + count[name], 0) / counts.length
  return { statements: of('statements'), roundTrips: of('roundTrips') }
}
