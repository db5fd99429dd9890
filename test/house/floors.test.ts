/** The floors of the house, and that the tool which guards them saw every file. */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { filesIn, root } from './sources.js'

const FOLDERS = ['src', 'dialogs', 'migrations', 'bench', 'chaos']

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() })),
  }),
})

function cruise(cwd = root, folders = FOLDERS): Promise<z.infer<typeof report>> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (!stdout) reject(new Error(stderr, { cause: error }))
      else resolve(report.parse(JSON.parse(stdout)))
    })
  })
}

/** Files that break one rule each, beside one that breaks none. */
const PLANTED: Readonly<Record<string, { text: string; breaks?: string }>> = {
  'src/services/serve.ts': { text: "import 'express'\n", breaks: 'express-lives-in-one-place' },
  'src/web/serve.ts': { text: "import 'express'\n" },
  'src/services/train.ts': {
    text: "import 'natural/lib/natural/classifiers/bayes_classifier.js'\n",
    breaks: 'natural-lives-in-one-place',
  },
  'src/understanding/svm.ts': { text: 'export const trained = 1\n' },
  'src/understanding/questions.ts': { text: "import './svm.js'\n", breaks: 'training-happens-in-one-place' },
  'bench/round.ts': { text: "import './round-back.js'\n", breaks: 'no-circles' },
  'bench/round-back.ts': { text: "import './round.js'\n" },
}

function plant(): string {
  const folder = mkdtempSync(join(tmpdir(), 'floors-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'))
  for (const [file, { text }] of Object.entries(PLANTED)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
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

  it('refuse what is planted against them, and nothing beside it', async () => {
    const folder = plant()
    try {
      const { summary } = await cruise(folder, ['src', 'bench'])
      const broken = summary.violations.map(({ rule }) => rule.name)
      const planted = Object.values(PLANTED).flatMap(({ breaks }) => breaks ?? [])
      expect(broken).to.have.members(planted)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
