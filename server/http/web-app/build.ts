import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { projectRoot } from '#server/platform/product/index.ts'

const workshop = join(projectRoot, 'node_modules', '.cache', 'web-app')

export const webAppDir = join(projectRoot, 'web', 'dist')

function newestChange(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const inside = readdirSync(path).filter((name) => name !== 'dist' && name !== 'node_modules')
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))))
}

/** Whether the build is there and no older than what it is made of. */
function isWebAppBuilt(): boolean {
  const built = join(webAppDir, 'index.html')
  if (!existsSync(built)) return false
  const sources = ['web', 'contracts', 'package.json'].map((name) => newestChange(join(projectRoot, name)))
  return statSync(built).mtimeMs >= Math.max(...sources)
}

/** Builds the web app where it is missing or out of date. Of several processes that start together one builds. */
export async function ensureWebAppBuilt(): Promise<void> {
  if (isWebAppBuilt()) return
  mkdirSync(workshop, { recursive: true })
  const lock = await takeLock()
  try {
    if (!isWebAppBuilt()) await buildWebApp()
  } finally {
    lock.close()
  }
}

/** SQLite's lock, because the kernel gives it back however a process ends. */
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

/** Built aside and then swapped in: a crash leaves no half a build, and who serves the old one loses no file early. */
async function buildWebApp(): Promise<void> {
  const startedAt = new Date()
  const made = join(workshop, 'made')
  const old = join(workshop, 'old')
  // Loaded only where it is needed: a built web app starts without the bundler.
  const { build } = await import('vite')
  await build({
    root: join(projectRoot, 'web'),
    configFile: join(projectRoot, 'web', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: made, emptyOutDir: true },
  })
  // A source that was changed meanwhile is newer than this build.
  utimesSync(join(made, 'index.html'), startedAt, startedAt)
  rmSync(old, { recursive: true, force: true })
  if (existsSync(webAppDir)) renameSync(webAppDir, old)
  renameSync(made, webAppDir)
  rmSync(old, { recursive: true, force: true })
}
