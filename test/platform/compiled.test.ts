/** Workers run as one plain file, and find what they found in TypeScript. */
import { execFile } from 'node:child_process'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { compile } from '../../src/platform/compiled.js'
import { makeTestFolder } from '../support/folder.js'

const run = promisify(execFile)
const TSX = ['--import', 'tsx']

describe('a worker compiled beforehand', () => {
  let sources: string
  let made: string
  const compiled = (nodeArgs: readonly string[] = TSX) =>
    compile(pathToFileURL(path.join(sources, 'entry.ts')), made, nodeArgs)

  before(async () => {
    const folder = makeTestFolder()
    sources = path.join(folder, 'src')
    made = path.join(folder, 'data', 'new')
    await mkdir(path.join(sources, 'inner'), { recursive: true })
    await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), path.join(folder, 'node_modules'))
    await writeFile(path.join(sources, 'inner', 'words.txt'), 'beside its source')
    await writeFile(
      path.join(sources, 'inner', 'words.ts'),
      `import { readFileSync } from 'node:fs'
       import { z } from 'zod'
       export const words: string = z.string().parse(readFileSync(new URL('./words.txt', import.meta.url), 'utf8'))`,
    )
    await writeFile(
      path.join(sources, 'entry.ts'),
      `import { words } from './inner/words.js'
       console.log(await Promise.resolve(words))`,
    )
  })

  it('runs without what compiles it, wherever it lies, with its packages and the files beside its sources', async () => {
    const { file, nodeArgs } = await compiled(['--max-semi-space-size=32', ...TSX])
    expect(nodeArgs).to.include('--max-semi-space-size=32').and.not.include('--import')
    expect((await run(process.execPath, [...nodeArgs, file])).stdout).to.equal('beside its source\n')
    expect(await readdir(made)).to.deep.equal(['entry.mjs'])
  })

  it('keeps what compiles for something else that is preloaded', async () => {
    const preloaded = [...TSX, '--import', './counter.ts']
    expect((await compiled(preloaded)).nodeArgs).to.include.members(preloaded)
  })
})
