/** What every command needs: the services, joined to the running database, closed again afterwards. */
import { type House, type HouseParts, openHouse } from '../assemble.js'
import { readConfig, readEnvironment } from '../platform/config.js'
import { createLog } from '../platform/log.js'
import { openClock } from '../platform/shared-clock.js'

export type CommandContext = House

/** Runs `work` and ends the process: 0 when it went well, 1 with one sentence on stderr when not. */
export async function withServices(
  work: (context: CommandContext) => Promise<void>,
  database: Pick<HouseParts, 'asOwner'> = {},
): Promise<void> {
  try {
    const config = readConfig(readEnvironment())
    const clock = openClock(config, process.pid)
    const house = await openHouse({ config, clock, log: createLog('error'), port: config.http.port, ...database })
    try {
      await work(house)
    } finally {
      await house.database.close()
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}

/** For commands that make things up: only where no real person is. */
export function refuseInProduction({ config }: CommandContext): void {
  if (config.production) throw new Error('This command is for the desk only; it is refused in production')
}
