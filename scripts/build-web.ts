import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { build } from 'vite'
import { webAppDir } from '#server/http/index.ts'
import { projectRoot } from '#server/platform/product/index.ts'

// Builds the web app. With --if-changed, only if it is missing or older than its sources.

const workshop = join(projectRoot, 'node_modules', '.cache', 'web-app')

function newestChange(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const inside = readdirSync(path).filter((name) => name !== 'dist' && name !== 'node_modules')
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))))
}

/** Returns whether the build exists and is newer than its sources. */
function isWebAppBuilt(): boolean {
  const built = join(webAppDir, 'index.html')
  if (!existsSync(built)) return false
  const sources = ['web', 'contracts', 'package.json'].map((name) => newestChange(join(projectRoot, name)))
  return statSync(built).mtimeMs >= Math.max(...sources)
}

/** If several processes start together, only one builds at a time. */
async function main(onlyIfChanged: boolean): Promise<void> {
  if (onlyIfChanged && isWebAppBuilt()) return
  mkdirSync(workshop, { recursive: true })
  const lock = await takeLock()
  // Public files, which another user may serve or replace by a newer build.
  const ownMask = process.umask(0o022)
  try {
    if (!onlyIfChanged || !isWebAppBuilt()) await buildWebApp()
  } finally {
    process.umask(ownMask)
    lock.close()
  }
}

/** SQLite's lock, because the kernel releases it whenever a process ends. */
async function takeLock(): Promise<DatabaseSync> {
  const file = new DatabaseSync(join(workshop, 'build.lock'))
  for (;;) {
    try {
      file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
      return file
    } catch (error) {
      const isBusy = error instanceof Error && error.message.includes('locked')
      if (!isBusy) throw error
      await delay(100)
    }
  }
}

/**
 * Built in a separate folder and then swapped: a crash leaves no partial build, and a process that serves the
 * old build keeps its files.
 */
async function buildWebApp(): Promise<void> {
  const startedAt = new Date()
  const made = join(workshop, 'made')
  const old = join(workshop, 'old')
  await build({
    root: join(projectRoot, 'web'),
    configFile: join(projectRoot, 'web', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: made, emptyOutDir: true },
  })
  // A source that changed during the build is newer than this build.
  utimesSync(join(made, 'index.html'), startedAt, startedAt)
  rmSync(old, { recursive: true, force: true })
  if (existsSync(webAppDir)) renameSync(webAppDir, old)
  renameSync(made, webAppDir)
  rmSync(old, { recursive: true, force: true })
}

// A test run sets another one, with which Vite would build the development version of React.
process.env.NODE_ENV = 'production'
await main(process.argv.includes('--if-changed'))
