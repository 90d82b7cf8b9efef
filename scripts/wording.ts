import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { problemsOfFile, problemsOfSubject } from './wording/problems.ts'

/** Reports banned phrases in documents, comments, texts, test names, and the subjects of unpublished commits. */
const git = (...args: readonly string[]): string[] =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n')
    .filter((line) => line !== '')

const files = git('ls-files', '--cached', '--others', '--exclude-standard', '*.md', '*.ts', '*.tsx')
  // These two files contain the phrases on purpose.
  .filter((path) => !/^scripts\/wording\/(?:phrases|problems\.test)\.ts$/.test(path))
  // The phrases are English.
  .filter((path) => !/^server\/domain\/mail\/texts\/(?!en\/)[a-z]{2}\//.test(path))

const complaints = files.flatMap((path) => {
  const text = readIfPresent(path)
  return text === null
    ? []
    : problemsOfFile(path, text).map(
        ({ line, phrase, write }) => `${path}:${line}: "${phrase}"; write: ${write}`,
      )
})
for (const subject of unpublishedSubjects())
  complaints.push(...problemsOfSubject(subject).map((problem) => `commit "${subject}": ${problem}`))

process.stdout.write(complaints.map((complaint) => `${complaint}\n`).join(''))
if (complaints.length > 0) process.exit(1)

/** Returns null for a file that was deleted but is still in the index. */
function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Returns the subjects of commits that are not on origin/main, or none without that branch. */
function unpublishedSubjects(): string[] {
  try {
    return git('log', '--no-merges', '--format=%s', 'origin/main..HEAD')
  } catch {
    return []
  }
}
