/**
 * `bench -- talks [--file …] [--show] [--json]`: whole conversations as people write them, played on the whole house. `--show` prints those
 * that failed, with what was said and answered.
 */
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { stopTestServer } from '../test/support/database.js'
import { figuresOf, playFile, shippedFiles, toPage, toRow } from '../test/talks/figures.js'
import type { Played } from '../test/talks/play.js'
import { readTalks } from '../test/talks/script.js'

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      file: { type: 'string', multiple: true },
      show: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  })
  const files = (values.file ?? shippedFiles()).map(path => ({ path, ...readTalks(path) }))
  try {
    const all: Played[] = []
    for (const { path, ...file } of files) {
      const played = await playFile(file)
      all.push(...played)
      if (values.json) continue
      const failed = played.filter(({ faults }) => faults.length > 0)
      if (values.show) process.stdout.write(failed.map(toPage).join(''))
      const marked = played.filter(({ talk, faults }) => talk.notYet && faults.length === 0)
      process.stdout.write(marked.map(({ talk }) => `reached, its mark can go: ${talk.name}\n`).join(''))
      process.stdout.write(toRow(basename(path), figuresOf(played)))
    }
    process.stdout.write(values.json ? `${JSON.stringify(figuresOf(all))}\n` : toRow('all', figuresOf(all)))
  } finally {
    await stopTestServer()
  }
}
