/** The floors of the house, and that the tool which guards them saw every file. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { filesIn, root } from './sources.js'

const FOLDERS = ['src', 'dialogs', 'migrations']

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() })),
  }),
})

function cruise(): Promise<z.infer<typeof report>> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...FOLDERS]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (!stdout) reject(new Error(stderr, { cause: error }))
      else resolve(report.parse(JSON.parse(stdout)))
    })
  })
}

describe('the floors of the house', () => {
  let found: z.infer<typeof report>
  before(async () => {
    found = await cruise()
  })

  it('hold: nobody looks up, sideways or in a circle', () => {
    expect(found.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).to.deep.equal([])
  })

  it('were looked at in every TypeScript file', () => {
    const seen = found.modules.map(({ source }) => source)
    expect(seen).to.include.members(filesIn(FOLDERS, '.ts').filter(file => !file.endsWith('.d.ts')))
  })

  it('are those of the tool that `npm run check` runs', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(scripts.floors).to.equal(`depcruise --config .dependency-cruiser.cjs ${FOLDERS.join(' ')}`)
    expect(scripts.check).to.include('npm run floors')
  })
})
