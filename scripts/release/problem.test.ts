import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { version } from '#server/platform/product/index.ts'
import { changelogProblem, dated, notesOf } from './changelog.ts'
import { releaseProblem } from './problem.ts'

const changelog = `# Changelog

## [Unreleased]

### Added

- A report.

## [1.1.0] - 2025-12-01

### Fixed

- A typing error.
`
const clean = {
  version: '1.2.0',
  branch: 'main',
  releaseBranch: 'main',
  tags: 'v1.1.0\nv1.2.0-rc.1\n',
  changes: '',
  changelog,
}
const with1 = (section: string) => `# Changelog\n\n${section}\n`

describe('A release', () => {
  it('has unreleased changes, or a section with its date', () => {
    expect(releaseProblem(clean)).toBeNull()
    expect(releaseProblem({ ...clean, changelog: dated(changelog, '1.2.0', '2026-01-31') })).toBeNull()
  })

  it.each([
    ['another branch', { branch: 'feature' }, /from the branch main\. This is the branch feature/],
    ['no branch', { branch: '' }, /This is no branch/],
    ['a file that is not committed', { changes: '?? new.ts\n' }, /not committed/],
    ['a tag that exists', { tags: 'v1.1.0\nv1.2.0\n' }, /The tag v1\.2\.0 exists/],
    ['a version that is not semantic', { version: '1.2' }, /"1\.2" .* Semantic Versioning/],
    ['no section', { changelog: '# Changelog\n' }, /neither a section "## \[1\.2\.0\] - YYYY-MM-DD" nor/],
    [
      'no change',
      { changelog: with1('## [Unreleased]\n\n## [1.1.0] - 2025-12-01\n\n- Old.') },
      /lists no change/,
    ],
    ['a section without a date', { changelog: with1('## [1.2.0]\n\n- A change.') }, /has no date/],
    [
      'a type of change that the format does not have',
      { changelog: with1('## [Unreleased]\n\n### News\n\n- A change.') },
      /"### News" .* Use Added, Changed, Deprecated, Removed, Fixed, Security/,
    ],
  ])('is refused with %s', (_, change, reason) => {
    expect(releaseProblem({ ...clean, ...change })).toMatch(reason)
  })
})

describe('The changelog of a release', () => {
  const after = dated(changelog, '1.2.0', '2026-01-31')

  it('has the changes under the version, and an empty section for the next ones', () => {
    expect(notesOf(after, '1.2.0')).toBe('### Added\n\n- A report.')
    expect(notesOf(after, '1.1.0')).toBe('### Fixed\n\n- A typing error.')
    expect(after).toContain('## [Unreleased]\n\n## [1.2.0] - 2026-01-31\n\n### Added')
  })

  it('is not changed again', () => {
    expect(dated(after, '1.2.0', '2026-02-01')).toBe(after)
  })

  it('of this repository has the format', () => {
    const own = readFileSync(join(import.meta.dirname, '..', '..', 'CHANGELOG.md'), 'utf8')
    expect(changelogProblem(own, version)).toBeNull()
  })
})
