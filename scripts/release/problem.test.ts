import { describe, expect, it } from 'vitest'
import { releaseProblem } from './problem.ts'

const clean = { version: '1.2.0', changes: '', changelog: '# Changelog\n\n## 1.2.0 - 2026-01-31\n' }

describe('A release', () => {
  it.each(['## 1.2.0 - 2026-01-31', '## [1.2.0] - 2026-01-31'])('has the section "%s"', (title) => {
    expect(releaseProblem({ ...clean, changelog: `# Changelog\n\n${title}\n` })).toBeNull()
  })

  it.each([
    ['a file that is not committed', { changes: '?? new.ts\n' }, /not committed/],
    ['no section of the version', { version: '1.2.1' }, /no section "## 1\.2\.1"/],
    ['a section without a date', { changelog: '## 1.2.0 (unreleased)\n' }, /has no date/],
  ])('is refused with %s', (_, change, reason) => {
    expect(releaseProblem({ ...clean, ...change })).toMatch(reason)
  })
})
