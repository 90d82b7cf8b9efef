import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bundlePrograms } from './bundle.ts'
import { bundlesDir, serverBundle } from './server-bundle.ts'

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
    await bundlePrograms({ main: join(root, 'server', 'main.ts') }, draft)
    putInPlace(draft, dir)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  removeOldBundles()
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
if (process.argv.includes('--print')) process.stdout.write(serverBundle().main)
