/** TypeScript of this project as one plain file, so that a worker neither compiles nor holds in memory what compiles. */
import { mkdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'

/** What a process is started with: its file and Node's own arguments. */
export interface Script {
  readonly file: string
  readonly nodeArgs: readonly string[]
}

/**
 * Compiles `entry` with everything of ours that it imports into `folder`, in place of what an earlier start has made there; packages stay
 * where they are. Rejects where the folder cannot be written.
 */
export async function compile(entry: URL, folder: string, nodeArgs: readonly string[]): Promise<Script> {
  const { build, stop } = await import('esbuild')
  const source = fileURLToPath(entry)
  const file = path.resolve(folder, `${path.basename(source, '.ts')}.mjs`)
  const draft = `${file}.${process.pid}`
  await mkdir(folder, { recursive: true })
  await build({
    entryPoints: [source],
    outfile: draft,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // As Node resolves, without what bundlers prefer.
    conditions: [],
    target: `node${process.versions.node}`,
    logLevel: 'silent',
    plugins: [inPlace],
  })
  await Promise.all([rename(draft, file), stop()])
  return { file, nodeArgs: withoutTsx(nodeArgs) }
}

const asked = Symbol('asked by the plugin itself')
/** Wherever the compiled file lies, packages and what is read beside a source are found from the source. */
const inPlace: Plugin = {
  name: 'in place',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path: name, kind, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === asked) return undefined
      const found = await build.resolve(name, { kind, resolveDir, pluginData: asked })
      return found.external || found.errors.length > 0
        ? found
        : { path: pathToFileURL(found.path).href, external: true }
    })
    build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8')
      const href = JSON.stringify(pathToFileURL(file).href)
      return { contents: text.replaceAll('import.meta.url', href), loader: 'ts' }
    })
  },
}

/** Who preloads something else, as a benchmark does, may preload TypeScript. */
function withoutTsx(nodeArgs: readonly string[]): readonly string[] {
  const args = nodeArgs.flatMap(arg =>
    arg.startsWith('--import=') ? ['--import', arg.slice('--import='.length)] : [arg],
  )
  const imported = args.filter((_, at) => args[at - 1] === '--import')
  if (imported.length !== 1 || !/(?:^|\/)tsx(?:\/|$)/.test(imported[0]!)) return nodeArgs
  return args.filter((arg, at) => arg !== '--import' && args[at - 1] !== '--import')
}
