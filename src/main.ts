/** The first process of the service: it does no work but to start the workers, to replace who stalls or dies, and to end them in order. */
import { fileURLToPath } from 'node:url'
import { createAlert } from './platform/alert.js'
import { systemClock } from './platform/clock.js'
import { type Config, readConfig, readEnvironment, wasStartedByNpm } from './platform/config.js'
import { createCrew } from './platform/crew.js'
import { createLog } from './platform/log.js'
import { watchParent } from './platform/parent.js'
import { openClock } from './platform/shared-clock.js'

const config = readOrExit()
const log = createLog(config.logLevel)
const alert = createAlert({ url: config.alertUrl, log, clock: systemClock })
// What a service of the same number has set was set before this one began.
openClock(config, process.pid).release()

const crew = createCrew({
  script: fileURLToPath(new URL('./worker.ts', import.meta.url)),
  wanted: config.workers,
  log,
  alert,
  onReady: greeting => void process.stdout.write(`${greeting}\n`),
  onHopeless: sentence => {
    process.stderr.write(`${sentence}\n`)
    void endIn(1)
  },
})

process.once('SIGTERM', () => endIn(0))
process.once('SIGINT', () => endIn(0))
process.once('uncaughtException', error => {
  log.fatal({ err: error }, 'the first process failed')
  void endIn(1)
})
if (wasStartedByNpm()) watchParent(() => endIn(0))

let ending = false
async function endIn(code: number): Promise<void> {
  if (ending) return
  ending = true
  const endedWell = await crew.stop()
  openClock(config, process.pid).release()
  process.exit(code || (endedWell ? 0 : 1))
}

function readOrExit(): Config {
  try {
    return readConfig(readEnvironment())
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}
