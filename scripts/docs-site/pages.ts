import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Section, sections } from './sections.ts'

/** One Markdown file and the file that the site has for it. */
export interface Page {
  /** Relative to the repository. */
  readonly source: string
  /** Relative to the site. */
  readonly output: string
  readonly title: string
  readonly markdown: string
}

export interface NavigationSection {
  readonly title: string
  readonly pages: readonly Page[]
}

/** Pages outside docs/ that the documentation links to. */
const others: ReadonlyMap<string, string> = new Map([
  ['README.md', 'project/readme.html'],
  ['CHANGELOG.md', 'project/changelog.html'],
  ['CONTRIBUTING.md', 'project/contributing.html'],
  ['SECURITY.md', 'project/report-a-vulnerability.html'],
  ['sandbox/README.md', 'project/sandbox.html'],
  ['sdk/README.md', 'project/sdk.html'],
  ['e2e/README.md', 'project/browser-tests.html'],
])
const decisionList = 'docs/decisions/README.md'

/** Reads every page. The list of decisions is written here, from their titles. */
export function readPages(root: string): readonly Page[] {
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('dist/'))
    .toSorted()
    .map((path) => pageOf(root, `docs/${path}`, outputOf(path)))
  const outside = [...others].map(([source, output]) => pageOf(root, source, output))
  return [...inDocs, decisionsOf(inDocs), ...outside]
}

const outputOf = (path: string): string => path.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html')

function pageOf(root: string, source: string, output: string): Page {
  const markdown = readFileSync(join(root, source), 'utf8')
  const title = /^# (.+)$/m.exec(markdown)?.[1]
  if (title === undefined) throw new Error(`${source} has no title. Begin it with a line "# Title".`)
  return { source, output, title: title.replaceAll('`', ''), markdown }
}

function decisionsOf(pages: readonly Page[]): Page {
  const decisions = pages.filter(({ source }) => /^docs\/decisions\/\d/.test(source))
  const rows = decisions.map(({ source, title }) => `- [${title}](${source.slice('docs/decisions/'.length)})`)
  const markdown = `# Decisions\n\nEach page has a choice that other engineers could question, and its reasons.\n\n${rows.join('\n')}\n`
  return { source: decisionList, output: outputOf('decisions/README.md'), title: 'Decisions', markdown }
}

/** Returns every page once. Single decisions are reached from their list. */
export function navigationOf(pages: readonly Page[]): readonly NavigationSection[] {
  const bySource = new Map(pages.map((page) => [page.source, page]))
  const listed = sections.map(({ title, names }: Section) => ({
    title,
    pages: names.flatMap((name) => bySource.get(sourceOf(name)) ?? []),
  }))
  const known = new Set([...listed.flatMap((section) => section.pages), ...pages.filter(isReachedElsewhere)])
  const rest = pages.filter((page) => !known.has(page))
  return [...listed, { title: 'More', pages: rest }].filter((section) => section.pages.length > 0)
}

const sourceOf = (name: string): string => (name.startsWith('/') ? `${name.slice(1)}.md` : `docs/${name}.md`)

const isReachedElsewhere = ({ source, output }: Page): boolean =>
  output === 'index.html' || /^docs\/decisions\/\d/.test(source) || source === 'e2e/README.md'
