import { expect, it } from 'vitest'
import { problemsOfFile, problemsOfSubject } from './problems.ts'

const phrasesIn = (path: string, text: string) =>
  problemsOfFile(path, text).map(({ line, phrase }) => `${line}: ${phrase}`)

it.each([
  ['a block comment', '\n/** It goes on\n * by itself. */', ['2: by itself', '2: goes on']],
  ['consecutive line comments', '// It is asked\n// again.', ['1: is asked again']],
  ['a string', "const text = 'The e-mail is taken.'", ['1: e-mail']],
  ['a template', `const text = \`\${name} needs a person.\``, ['1: needs a person']],
  ['a test name', "it('waits for a person', () => {})", ['1: for a person']],
  ['an instruction without a comma', "const text = 'In NextPanel open API Keys.'", ['1: In NextPanel open']],
  ['a docstring that begins with a headless clause', '/** What a caller gets. */', ['1: What']],
])('finds banned phrases in %s', (_place, source, found) => {
  expect(phrasesIn('a.ts', source)).toEqual(found)
})

it('finds banned phrases in JSX', () => {
  expect(phrasesIn('a.tsx', '<p title="E-mail">It goes on.</p>')).toEqual(['1: E-mail', '1: goes on'])
})

it('finds banned phrases across the lines of a paragraph', () => {
  expect(phrasesIn('a.md', '# Title\n\nThe engine goes\non. It is\nmended.\n')).toEqual([
    '3: goes on',
    '3: mended',
  ])
})

it.each([
  ['identifiers', 'a.ts', 'const ladder = lanes.map((rung) => rung.meanwhile)'],
  ['imports', 'a.ts', "import { neighbour } from './sick-neighbour.ts'"],
  ['quoted codes', 'a.ts', "/** The engine is on hold unless it is 'recognised'. */"],
  ['SQL', 'a.ts', 'const query = sql`select lane from gate`'],
  ['status values and event names', 'a.ts', "const codes = ['needs-person', 'look.ended', 'recognised']"],
  ['code in comments', 'a.ts', '/** See `ladder` and bench/sick-neighbour.ts. */'],
  ['code in documents', 'a.md', 'Run `npm run mend`.\n\n```\nmend the ladder\n```\n'],
  ['questions', 'a.md', 'What is an operation?'],
  ['plain English', 'a.md', 'Requests are paused. They resume automatically when the check passes.'],
])('accepts %s', (_what, path, text) => {
  expect(phrasesIn(path, text)).toEqual([])
})

it.each([
  ['fix(web): prevent layout shift when the next action loads', []],
  ['Fixed the thing.', ['must be "type(scope): imperative subject" without a period']],
  [`docs: ${'x'.repeat(70)}`, ['has 76 characters; the limit is 72']],
  ['docs: say where it goes on', ['has "goes on"; write: continues, resumes when']],
])('checks the commit subject "%s"', (subject, problems) => {
  expect(problemsOfSubject(subject)).toEqual(problems)
})
