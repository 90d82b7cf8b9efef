import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OutputAsset, type OutputChunk, rolldown } from 'rolldown'

/**
 * Excluded from the bundle: packages with native code or their own files, and tools that the server does not
 * need.
 */
const external = [
  /^pg$/,
  /^@electric-sql\//,
  /^@node-rs\//,
  /^pino/,
  /^pdfkit/,
  /^@expo-google-fonts\//,
  /^swagger-ui-dist/,
  /^vite$/,
  /^pg-native$/,
]
/** The part of the bundle from packages. Its source map alone would take 60 MB of memory, so it has none. */
const packages = 'packages'

const root = join(import.meta.dirname, '..')

/** Bundles programs of the server with their packages. @param input the source of each program, by its name */
export async function bundlePrograms(input: Record<string, string>, dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true })
  const bundle = await rolldown({ input, cwd: root, platform: 'node', external, logLevel: 'warn' })
  const { output } = await bundle.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    sourcemap: true,
    // Stack traces need only positions. The sources are in the repository.
    sourcemapExcludeSources: true,
    codeSplitting: { groups: [{ name: packages, test: /node_modules/ }] },
  })
  await bundle.close()
  for (const { name, fileName } of output.filter(isChunk))
    if (name === packages) removeSourceMap(join(dir, fileName))
}

const isChunk = (part: OutputChunk | OutputAsset): part is OutputChunk => part.type === 'chunk'

function removeSourceMap(path: string): void {
  const code = readFileSync(path, 'utf8')
  writeFileSync(path, code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'))
  rmSync(`${path}.map`)
}
