import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { oldestProgram } from '#server/platform/database/oldest-program.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const manifest = z.looseObject({ dependencies: z.record(z.string(), z.string()) })
const packagesOf = (folder: string) =>
  manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).dependencies

/** Returns the last commit that has the migration {@link oldestProgram} and none after it. */
export function lastCommitOfOldest(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) })
  const { entries } = journal.parse(
    JSON.parse(readFileSync(join(root, 'server/migrations/meta/_journal.json'), 'utf8')),
  )
  const next = entries[entries.findIndex(({ tag }) => tag === oldestProgram) + 1]
  if (!next) throw new Error(`No migration follows ${oldestProgram}. Name a commit.`)
  const added = git('log', '--diff-filter=A', '--format=%H', '-1', '--', `server/migrations/${next.tag}.sql`)
  return git('rev-parse', `${added}^`)
}

/** Writes the files of a commit into a folder, with its packages: those of this checkout if the versions are the same. */
export function checkOut(commit: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 500_000_000 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  const today = packagesOf(root)
  const isSame = Object.entries(packagesOf(folder)).every(([name, version]) => today[name] === version)
  if (isSame) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  else execFileSync('npm', ['ci', '--ignore-scripts', '--omit=dev'], { cwd: folder, stdio: 'inherit' })
  // The program refuses to start without a web application. No step here opens it.
  mkdirSync(join(folder, 'web', 'dist'), { recursive: true })
  writeFileSync(join(folder, 'web', 'dist', 'index.html'), '<!doctype html>')
}
