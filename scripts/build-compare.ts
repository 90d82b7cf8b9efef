import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Builds the current commit in two folders of different names, and compares every file of the results.
// Uncommitted changes are not part of it.

const root = join(import.meta.dirname, '..')
const results = ['web/dist', 'dist', 'cli/dist', 'docs/dist', 'sdk/dist']

function buildIn(folder: string): Map<string, string> {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder])
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: 'inherit' })
  const found = new Map<string, string>()
  for (const result of results.filter((name) => existsSync(join(folder, name))))
    for (const entry of readdirSync(join(folder, result), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      found.set(path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex'))
    }
  return found
}

const work = mkdtempSync(join(tmpdir(), 'build-compare-'))
try {
  const first = buildIn(join(work, 'first'))
  const second = buildIn(join(work, 'second-with-a-longer-name'))
  const paths = [...new Set([...first.keys(), ...second.keys()])].toSorted()
  const different = paths.filter((path) => first.get(path) !== second.get(path))
  for (const path of different) process.stdout.write(`different: ${path}\n`)
  process.stdout.write(
    different.length === 0
      ? `Both builds have the same ${paths.length} files, byte for byte.\n`
      : `${different.length} of ${paths.length} files differ.\n`,
  )
  process.exitCode = different.length === 0 && paths.length > 0 ? 0 : 1
} finally {
  rmSync(work, { recursive: true, force: true })
}
