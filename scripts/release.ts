import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '#server/platform/product/index.ts'
import { releaseProblem } from './release/problem.ts'

// Makes the files of a release in dist/release. It never tags and never pushes.

const root = join(import.meta.dirname, '..')
const dir = join(root, 'dist', 'release')
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 100_000_000 })

const problem = releaseProblem({
  version,
  changes: run('git', 'status', '--porcelain'),
  changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
})
if (problem !== null) {
  process.stderr.write(`${problem} Nothing was built.\n`)
  process.exit(1)
}
rmSync(dir, { recursive: true, force: true })
mkdirSync(dir, { recursive: true })
execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
run('npm', 'pack', '--silent', '--pack-destination', dir)
writeFileSync(
  join(dir, `nextpanel-billing-${version}.cdx.json`),
  run('npm', 'sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'),
)
const sums = readdirSync(dir)
  .toSorted()
  .map((name) => {
    const hash = createHash('sha256').update(readFileSync(join(dir, name)))
    return `${hash.digest('hex')}  ${name}\n`
  })
writeFileSync(join(dir, 'SHA256SUMS'), sums.join(''))
const commit = run('git', 'rev-parse', 'HEAD').trim()
process.stdout.write(
  `${sums.join('')}\nThe files are in ${dir}. Tag the commit, and attach the files to the release:\n\n  git tag -s v${version} ${commit} -m "NextPanel Billing ${version}"\n`,
)
