import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OutputAsset, type OutputChunk, rolldown } from 'rolldown'
import { bundlesDir, serverBundle } from './server-bundle.ts'

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
/** A running server may load a part of its bundle later, so the previous bundle is kept. */
const keptBundles = 2

const root = join(import.meta.dirname, '..')

/**
 * Built in a separate folder and renamed, so that a crash leaves no incomplete bundle, and two builds at once
 * do no harm.
 */
async function buildServer(): Promise<void> {
  const { dir, isBuilt } = serverBundle()
  if (isBuilt) return
  const draft = join(bundlesDir, `.draft-${process.pid}`)
  mkdirSync(draft, { recursive: true })
  try {
    const bundle = await rolldown({
      input: join(root, 'server', 'main.ts'),
      cwd: root,
      platform: 'node',
      external,
      logLevel: 'warn',
    })
    const { output } = await bundle.write({
      dir: draft,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      sourcemap: true,
      // Stack traces need only positions. The sources are beside the bundle.
      sourcemapExcludeSources: true,
      codeSplitting: { groups: [{ name: packages, test: /node_modules/ }] },
    })
    await bundle.close()
    for (const { name, fileName } of output.filter(isChunk))
      if (name === packages) removeSourceMap(join(draft, fileName))
    putInPlace(draft, dir)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  removeOldBundles()
}

const isChunk = (part: OutputChunk | OutputAsset): part is OutputChunk => part.type === 'chunk'

function removeSourceMap(path: string): void {
  const code = readFileSync(path, 'utf8')
  writeFileSync(path, code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'))
  rmSync(`${path}.map`)
}

function putInPlace(draft: string, dir: string): void {
  try {
    renameSync(draft, dir)
  } catch (error) {
    // Another process built the same bundle first.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

function removeOldBundles(): void {
  const bundles = readdirSync(bundlesDir)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ path: join(bundlesDir, name), builtAt: statSync(join(bundlesDir, name)).mtimeMs }))
    .toSorted((a, b) => b.builtAt - a.builtAt)
  for (const { path } of bundles.slice(keptBundles)) rmSync(path, { recursive: true, force: true })
}

await buildServer()
