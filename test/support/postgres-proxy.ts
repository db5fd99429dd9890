/** A TCP proxy before PostgreSQL that reads as much of the wire as it needs to lose exactly what a test wants lost. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export interface PostgresProxy {
  /** The database's address, through the proxy. */
  readonly url: string
  /** Of the next so many COMMITs the server's answer is swallowed, and the connection is cut once it has been given. */
  loseCommits(count: number): void
  /** The next so many COMMITs never reach the server, which is not told that their connections are gone. */
  keepCommits(count: number): void
  /** From the next COMMIT on, which gets through, nothing does. */
  blackholeOnCommit(): void
  /** How many answers were lost. */
  lost(): number
  /** Nothing gets through any more, and nobody is told: as when packets vanish. `heal` lets through what has waited. */
  blackhole(): void
  /** All connections break, and new ones are refused. */
  refuse(): Promise<void>
  heal(): Promise<void>
  connections(): number
  stop(): Promise<void>
}

interface Wire {
  readonly near: Socket
  readonly far: Socket
}

export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl)
  const wires = new Set<Wire>()
  let isHole = false
  let toLose = 0
  let toKeep = 0
  let isHoleNext = false
  let lost = 0

  const cut = ({ near, far }: Wire) => {
    near.destroy()
    far.destroy()
  }
  const blackhole = () => {
    isHole = true
    isHoleNext = false
    for (const { near, far } of wires) for (const socket of [near, far]) socket.pause()
  }
  const take = (near: Socket) => {
    const far = connect(Number(target.port || 5432), target.hostname)
    const wire = { near, far }
    wires.add(wire)
    let losing = false
    const read = createReader(statement => {
      if (!/^\s*COMMIT\b/i.test(statement)) return 'pass'
      if (toKeep > 0) {
        toKeep -= 1
        return 'keep'
      }
      if (isHoleNext) blackhole()
      losing = toLose > 0
      if (losing) toLose -= 1
      return 'pass'
    })
    near.on('data', (chunk: Buffer) => {
      if (read(chunk) === 'pass') return void far.write(chunk)
      near.destroy()
      near.removeAllListeners('close')
    })
    far.on('data', (chunk: Buffer) => {
      if (!losing) return void near.write(chunk)
      lost += 1
      cut(wire)
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => {
        other.destroy()
        wires.delete(wire)
      })
    }
    if (isHole) {
      near.pause()
      far.pause()
    }
  }
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(take).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server: Server | undefined = await listen(0)
  const { port } = server.address() as AddressInfo
  const close = async () => {
    const closing = server
    server = undefined
    for (const wire of wires) cut(wire)
    if (closing) await new Promise(resolve => closing.close(resolve))
  }
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href,
    loseCommits: count => {
      toLose = count
    },
    lost: () => lost,
    keepCommits: count => {
      toKeep = count
    },
    blackholeOnCommit: () => {
      isHoleNext = true
    },
    blackhole,
    refuse: close,
    heal: async () => {
      isHole = false
      for (const { near, far } of wires) for (const socket of [near, far]) socket.resume()
      server ??= await listen(port)
    },
    connections: () => wires.size,
    stop: close,
  }
}

const QUERY = 0x51
/** A start-up message and its like have no letter before their length. */
const UNLETTERED = 8

type Fate = 'pass' | 'keep'

/** Asks `judge` about the text of every simple query in what a client sends. */
function createReader(judge: (statement: string) => Fate): (chunk: Buffer) => Fate {
  let rest = Buffer.alloc(0)
  let hasStarted = false
  return chunk => {
    rest = Buffer.concat([rest, chunk])
    for (let fate: Fate = 'pass'; ; ) {
      const at = hasStarted ? 1 : 0
      if (rest.length < at + 4) return fate
      const end = at + rest.readUInt32BE(at)
      if (rest.length < end) return fate
      if (hasStarted && rest[0] === QUERY) fate = judge(rest.toString('utf8', at + 4, end - 1))
      // Asking for encryption is followed by the start-up message proper.
      hasStarted ||= end > UNLETTERED
      rest = rest.subarray(end)
    }
  }
}
