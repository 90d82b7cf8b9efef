import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sourceFolders = ['server', 'contracts', 'panels']
const otherSources = ['package.json', 'package-lock.json', 'scripts/build-server.ts', 'scripts/bundle.ts']

/** The folder of bundles: one for each state of the sources, so that a running server keeps its own files. */
export const bundlesDir = join(root, 'dist', 'server')

export interface ServerBundle {
  /** Named after a hash of all inputs of the bundle. */
  readonly dir: string
  readonly main: string
  /** A folder appears with all of its files at once, so an existing one is complete. */
  readonly isBuilt: boolean
}

/** The bundle of the current sources. Contents are compared, not times, because a checkout changes times. */
export function serverBundle(): ServerBundle {
  const hash = createHash('sha256')
  for (const path of [...otherSources, ...sourceFolders.flatMap(sourcesIn)].toSorted())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  const dir = join(bundlesDir, hash.digest('hex').slice(0, 16))
  return { dir, main: join(dir, 'main.js'), isBuilt: existsSync(dir) }
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
