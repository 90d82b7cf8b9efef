import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { docsSiteDir } from '#server/http/help/built.ts'
import { projectRoot } from '#server/platform/product/index.ts'
import { buildDocs } from './docs-site/build.ts'

// Builds the site of the documentation, which the server shows at /help. With --if-changed, only if it is missing or
// older than its sources.

const sources = ['docs', 'scripts/docs-site', 'package.json', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md']

function newestChange(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const inside = readdirSync(path).filter((name) => name !== 'dist')
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))))
}

function isBuilt(): boolean {
  const built = join(docsSiteDir, 'index.html')
  if (!existsSync(built)) return false
  return statSync(built).mtimeMs >= Math.max(...sources.map((name) => newestChange(join(projectRoot, name))))
}

/**
 * Built in a separate folder and then swapped, so that a crash leaves no partial site. If two builds end together,
 * the site of one of them remains.
 */
async function build(): Promise<void> {
  const startedAt = new Date()
  const workshop = join(projectRoot, 'node_modules', '.cache', 'docs-site')
  const made = join(workshop, `made-${process.pid}`)
  const old = join(workshop, `old-${process.pid}`)
  mkdirSync(made, { recursive: true })
  try {
    await buildDocs(projectRoot, made)
    // A source that changed during the build is newer than this build.
    utimesSync(join(made, 'index.html'), startedAt, startedAt)
    swap(made, old)
  } finally {
    for (const folder of [made, old]) rmSync(folder, { recursive: true, force: true })
  }
}

function swap(made: string, old: string): void {
  try {
    if (existsSync(docsSiteDir)) renameSync(docsSiteDir, old)
    renameSync(made, docsSiteDir)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

// Public files, which another user may serve or replace by a newer build.
process.umask(0o022)
if (!process.argv.includes('--if-changed') || !isBuilt()) await build()
