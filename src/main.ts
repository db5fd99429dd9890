/** The first process of the service: it does no work but to start the workers, to replace who stalls or dies, and to end them in order. */
import { fileURLToPath } from 'node:url'
import { createAlert } from './platform/alert.js'
import { systemClock } from './platform/clock.js'
import { compile, type Script } from './platform/compiled.js'
import { type Config, readConfig, readEnvironment, wasStartedByNpm } from './platform/config.js'
import { type Crew, createCrew } from './platform/crew.js'
import { createLog } from './platform/log.js'
import { watchParent } from './platform/parent.js'
import { openClock } from './platform/shared-clock.js'

const config = readOrExit()
const log = createLog(config.logLevel)
const alert = createAlert({ url: config.alertUrl, log, clock: systemClock })
// What a service of the same number has set was set before this one began.
openClock(config, process.pid).release()

let crew: Crew | undefined
let ending = false

process.once('SIGTERM', () => endIn(0))
process.once('SIGINT', () => endIn(0))
process.once('uncaughtException', error => {
  log.fatal({ err: error }, 'the first process failed')
  void endIn(1)
})
if (wasStartedByNpm()) watchParent(() => endIn(0))

const script = await compiledOrSource(new URL('./worker.ts', import.meta.url))
if (!ending)
  crew = createCrew({
    script,
    wanted: config.workers,
    log,
    alert,
    onReady: greeting => void process.stdout.write(`${greeting}\n`),
    onHopeless: sentence => {
      process.stderr.write(`${sentence}\n`)
      void endIn(1)
    },
  })

async function endIn(code: number): Promise<void> {
  if (ending) return
  ending = true
  const endedWell = crew ? await crew.stop() : true
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

async function compiledOrSource(worker: URL): Promise<Script> {
  try {
    return await compile(worker, config.database.dataDir, process.execArgv)
  } catch (error) {
    log.warn({ err: error }, 'the workers are not compiled beforehand: they start later and take more memory')
    return { file: fileURLToPath(worker), nodeArgs: process.execArgv }
  }
}
