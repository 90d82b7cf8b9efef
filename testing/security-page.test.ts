import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

const page = await readFile('docs/security.md', 'utf8')

/** The cells of each row of the table below a heading, without its header. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    )
}
const findings = rowsBelow('Findings of the security review')
const classes = rowsBelow('Advisory classes')
const requirements = rowsBelow('OWASP ASVS 5.0, level 1 and 2')
const citation = /`([^`]+\.(?:test|spec)\.tsx?)`((?:,? “[^”]+”)+)/g

describe('docs/security.md', () => {
  it('names only files that exist', () => {
    const named = [...page.matchAll(/`((?:\w[\w.-]*\/)+[\w.-]+\.(?:ts|tsx|md)|SECURITY\.md|package\.json)`/g)]
    const links = [...page.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, path]) => `docs/${path}`)
    const paths = [...named.map(([, path = '']) => path), ...links]
    expect(paths.length).toBeGreaterThan(150)
    expect(paths.filter((path) => !existsSync(path) && path !== 'DATA_DIR/secret.key')).toEqual([])
  })

  it('names only tests that exist, by their exact names', async () => {
    const missing: string[] = []
    let cited = 0
    for (const [, path = '', titles = ''] of page.matchAll(citation)) {
      const source = await readFile(path, 'utf8')
      for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) {
        cited += 1
        const isThere = ["'", '"', '`'].some((sign) => source.includes(`${sign}${title}${sign}`))
        if (!isThere) missing.push(`${path}: ${title}`)
      }
    }
    expect(missing).toEqual([])
    expect(cited).toBeGreaterThan(150)
    // Each test file is followed by a name of a test.
    const bare = page.replaceAll(citation, '').match(/`[^`]+\.(?:test|spec)\.tsx?`/g) ?? []
    expect(bare).toEqual(['`testing/security-page.test.ts`'])
  })

  it('has each finding once, with a severity, a changed file and a test', () => {
    expect(findings.map(([id]) => id)).toEqual(Array.from({ length: 28 }, (_, index) => `F${index + 1}`))
    for (const [id, severity = '', , change = '', test = ''] of findings)
      expect([id, /^[HML]$/.test(severity), change.includes('`'), test.match(citation)?.length ?? 0]).toEqual(
        [id, true, true, expect.toSatisfy((count) => Number(count) > 0)],
      )
  })

  it('has each advisory class once, with a test', () => {
    expect(new Set(classes.map(([name]) => name)).size).toBe(classes.length)
    for (const [name, test = ''] of classes)
      expect([name, test.match(citation)]).toEqual([name, expect.any(Array)])
  })

  it('has each requirement once, with a state, and evidence if it is met', () => {
    const numbers = requirements.map(([number]) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const [number = '', text = '', state, evidence = ''] of requirements) {
      expect(number).toMatch(/^(\d{1,2}\.\d{1,2}\.\d{1,2}|V\d{1,2}\.\d{1,2})$/)
      expect([number, text.length > 3]).toEqual([number, true])
      if (state === 'met') expect([number, /`|the section /.test(evidence)]).toEqual([number, true])
      for (const [, section] of evidence.matchAll(/the section ([A-Z][a-z ]+?) (?:above|is)/g))
        expect(page).toMatch(new RegExp(`\n### ${section}`))
    }
  })

  it('states the numbers of its tables', () => {
    const count = (state: string) => requirements.filter(([, , each]) => each === state).length
    const text = page.replaceAll('\n', ' ')
    const states = ['met', 'not met', 'not applicable']
    expect(states.reduce((sum, state) => sum + count(state), 0)).toBe(requirements.length)
    expect(text).toContain(
      `Of ${requirements.length} rows, ${count('met')} are met, ${count('not met')} are not met, and ${count('not applicable')} are not applicable.`,
    )
    expect(text).toContain(`found ${findings.length} weaknesses`)
    expect(text).toContain(`${classes.length} classes of vulnerabilities`)
  })
})
