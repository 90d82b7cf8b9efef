import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { version } from '#server/platform/product/index.ts'
import { givenOptions } from './given-options.ts'
import { dated, notesOf } from './release/changelog.ts'
import { releaseProblem } from './release/problem.ts'

const usage = `Makes a release of the version in package.json. It never pushes.

  npm run release [-- --branch main] [--sign]

1. It checks the branch, the tree, the tags, the changelog, and runs \`npm run check\`.
2. It commits the changelog with the version and today's date, unless the changelog has them.
3. It builds the package, its bill of materials (SBOM), the notes and the hashes in dist/release.
4. It tags the commit.

--branch  the branch that releases are made from
--sign    sign the tag with your key of git
If a step fails, no tag exists. Fix the cause and run it again.
`

const root = join(import.meta.dirname, '..')
const dir = join(root, 'dist', 'release')
const changelogPath = join(root, 'CHANGELOG.md')
const tag = `v${version}`
// `npm run --silent` would also hide the errors of the npm commands here.
const env = { ...process.env, npm_config_loglevel: 'error' }

function stop(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}

/** Returns the output of a command. Stops with its errors if it fails. */
function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  if (status !== 0) stop(`${stderr}\n${program} ${args.join(' ')} failed. No tag was made.`)
  return stdout
}

/** Shows the output of a step, and stops if it fails. */
function step(name: string, program: string, ...args: string[]): void {
  const { status } = spawnSync(program, args, { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) stop(`${name} failed. See the output above. No tag was made.`)
}

function refuseBadState(releaseBranch: string): void {
  const problem = releaseProblem({
    version,
    branch: run('git', 'branch', '--show-current').trim(),
    releaseBranch,
    tags: run('git', 'tag', '--list'),
    changes: run('git', 'status', '--porcelain'),
    changelog: readFileSync(changelogPath, 'utf8'),
  })
  if (problem !== null) stop(`${problem} Nothing was built.`)
}

/** @returns the notes of the release */
function commitChangelog(): string {
  const before = readFileSync(changelogPath, 'utf8')
  const after = dated(before, version, new Date().toISOString().slice(0, 10))
  if (after !== before) {
    writeFileSync(changelogPath, after)
    run('git', 'commit', '--quiet', '--message', `chore(release): release ${version}`, '--', 'CHANGELOG.md')
  }
  return notesOf(after, version) ?? ''
}

/** @returns the lines of SHA256SUMS */
function buildFiles(notes: string): string {
  const name = `nextpanel-billing-${version}`
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  step('The build', 'npm', 'run', '--silent', 'build')
  step('npm pack', 'npm', 'pack', '--silent', '--pack-destination', dir)
  writeFileSync(
    join(dir, `${name}.cdx.json`),
    run('npm', 'sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--omit', 'dev'),
  )
  writeFileSync(join(dir, `${name}.md`), `${notes}\n`)
  const sums = readdirSync(dir)
    .toSorted()
    .map((file) => {
      const hash = createHash('sha256').update(readFileSync(join(dir, file)))
      return `${hash.digest('hex')}  ${file}\n`
    })
    .join('')
  writeFileSync(join(dir, 'SHA256SUMS'), sums)
  return sums
}

const { values } = givenOptions(
  () =>
    parseArgs({
      options: {
        branch: { type: 'string', default: 'main' },
        sign: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }),
  { usage, incorrect: 1 },
)
refuseBadState(values.branch)
step('npm run check', process.execPath, 'scripts/check.ts')
const notes = commitChangelog()
const sums = buildFiles(notes)
// A build that changes a tracked file would not be the tagged one.
if (run('git', 'status', '--porcelain').trim() !== '')
  stop('The build changed files of the repository. No tag was made. `git status` lists them.')
run('git', 'tag', values.sign ? '--sign' : '--annotate', tag, '--message', `NextPanel Billing ${version}`)
process.stdout.write(
  `${sums}\nThe files are in ${dir}, and ${tag} is tagged. Nothing was pushed. To publish, push both and attach the files:\n\n  git push origin ${values.branch} ${tag}\n`,
)
