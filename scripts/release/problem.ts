/**
 * Returns the reason why this state of the repository is not a release, or null.
 * @param state.changes the output of `git status --porcelain`
 * @param state.changelog in the format of Keep a Changelog: `## 1.2.3 - 2026-01-31` or `## [1.2.3] - 2026-01-31`
 */
export function releaseProblem(state: {
  readonly version: string
  readonly changes: string
  readonly changelog: string
}): string | null {
  const { version, changes, changelog } = state
  if (changes.trim() !== '') return 'The tree has changes that are not committed. Commit or remove them.'
  const titles = changelog.split('\n').map((line) => /^## \[?([^\]\s]+)\]?(.*)$/.exec(line))
  const title = titles.find((each) => each?.[1] === version)
  if (!title) return `CHANGELOG.md has no section "## ${version}". Write it.`
  if (!/^ - \d{4}-\d{2}-\d{2}$/.test(title[2] ?? ''))
    return `The section "## ${version}" of CHANGELOG.md has no date. Write "## ${version} - YYYY-MM-DD".`
  return null
}
