import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import MiniSearch from 'minisearch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findSections, searchOptions } from './browser/search-options.ts'
import { buildDocs } from './build.ts'
import { resolveLink } from './links.ts'
import { navigationOf, type Page, readPages } from './pages.ts'
import { renderPage } from './render.ts'
import { slugOf, uniqueSlugs } from './slug.ts'
import { stateTable } from './state-diagram.ts'

const root = join(import.meta.dirname, '../..')
let site: string
let files: ReadonlySet<string>
let html: ReadonlyMap<string, string>

beforeAll(async () => {
  site = mkdtempSync(join(tmpdir(), 'test-docs-site-'))
  await buildDocs(root, site)
  files = new Set(readdirSync(site, { recursive: true, encoding: 'utf8' }))
  const pages = [...files].filter((name) => name.endsWith('.html'))
  html = new Map(pages.map((name) => [name, readFileSync(join(site, name), 'utf8')]))
}, 120_000)
afterAll(() => rmSync(site, { recursive: true, force: true }))

const idsOf = (page: string): ReadonlySet<string> =>
  new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id))

/** Addresses of links, pictures, scripts and styles. */
const addressesOf = (page: string): string[] =>
  [...page.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = '']) => address)

const pageOf = (source: string, markdown: string): Page => ({
  source,
  output: source.replace('docs/', '').replace('.md', '.html'),
  title: 'A page',
  markdown,
})

describe('The built site', () => {
  it('has no broken link: every file and every anchor exists', () => {
    const broken: string[] = []
    let checked = 0
    for (const [name, page] of html)
      for (const address of addressesOf(page)) {
        if (/^(https?|mailto):/.test(address)) continue
        checked += 1
        const [path = '', anchor = ''] = address.replace(/^\/help\//, '/').split('#')
        const file = path === '' ? name : posix.join(path.startsWith('/') ? '' : posix.dirname(name), path)
        const target = file.replace(/^\//, '')
        const isThere = files.has(target) && (anchor === '' || idsOf(html.get(target) ?? '').has(anchor))
        if (!isThere) broken.push(`${name}: ${address}`)
      }
    expect(broken).toEqual([])
    expect(checked).toBeGreaterThan(3_000)
  })

  it('loads nothing from another host', () => {
    const loaded = [...html].flatMap(([name, page]) =>
      [...page.matchAll(/<(?:script|link|img|iframe|source)[^>]* (?:src|href)="(https?:|\/\/)[^"]*"/g)].map(
        ([element]) => `${name}: ${element}`,
      ),
    )
    expect(loaded).toEqual([])
    const style = readFileSync(join(site, [...files].find((name) => name.endsWith('.css')) ?? ''), 'utf8')
    expect(style).not.toMatch(/@import|url\(/)
  })

  it('has no inline script and no inline style, which the policy forbids', () => {
    const inline = [...html].flatMap(([name, page]) =>
      [...page.matchAll(/<style|<script(?![^>]* src=)[^>]*>|<[^>]* (?:style|on\w+)=/g)].map(
        ([found]) => `${name}: ${found}`,
      ),
    )
    expect(inline).toEqual([])
  })

  it('has one title, one first heading and no repeated id on each page', () => {
    for (const [name, page] of html) {
      expect([name, page.match(/<h1[ >]/g)?.length, page.match(/<title>/g)?.length]).toEqual([name, 1, 1])
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      expect([name, ids.length]).toEqual([name, new Set(ids).size])
    }
  })

  it('gives every picture a text and a size, so that the page does not move', () => {
    const pictures = [...html.values()].flatMap((page) => page.match(/<img[^>]*>/g) ?? [])
    expect(pictures.length).toBeGreaterThan(50)
    for (const picture of pictures) expect(picture).toMatch(/alt="[^"]+" width="\d+" height="\d+"/)
  })

  it.each([
    ['largest remainder', 'glossary.html'],
    ['breaker', 'concepts.html'],
    ['paste list', 'staff/onboarding.html'],
    ['conformance suite', 'driver-guide.html'],
    ['Idempotency-Key', 'api.html'],
    ['PUBLIC_URL', 'settings.html'],
    ['dunning', 'staff/billing.html'],
    ['reconcilation', 'reconciliation.html'],
    ['incorrect email or password', 'troubleshooting.html'],
  ])('finds “%s”, also with a spelling mistake', (query, expected) => {
    const name = [...files].find((file) => /^assets\/search-\w+\.json$/.test(file)) ?? ''
    const index = MiniSearch.loadJSON(readFileSync(join(site, name), 'utf8'), searchOptions)
    const found = findSections(index, query)
      .slice(0, 12)
      .map(({ id }) => String(id).split('#')[0])
    expect(found).toContain(expected)
  })
})

describe('The navigation', () => {
  it('has every page once, and single decisions in their list', () => {
    const pages = readPages(root)
    const shown = navigationOf(pages).flatMap((section) => section.pages)
    expect(new Set(shown).size).toBe(shown.length)
    const decisions = pages.filter(({ source }) => /decisions\/\d/.test(source))
    expect(decisions.length).toBeGreaterThan(30)
    const list = pages.find(({ source }) => source === 'docs/decisions/README.md')
    for (const { source } of decisions) expect(list?.markdown).toContain(posix.basename(source))
    const elsewhere = ['docs/README.md', 'e2e/README.md', ...decisions.map(({ source }) => source)]
    expect(shown.map(({ source }) => source).toSorted()).toEqual(
      pages
        .map(({ source }) => source)
        .filter((source) => !elsewhere.includes(source))
        .toSorted(),
    )
  })

  it('shows a page that is not listed in the last section, and omits one that does not exist', () => {
    const shown = navigationOf([pageOf('docs/glossary.md', ''), pageOf('docs/a-new-page.md', '')])
    expect(shown.map(({ title, pages }) => [title, pages.map(({ source }) => source)])).toEqual([
      ['Start', ['docs/glossary.md']],
      ['More', ['docs/a-new-page.md']],
    ])
  })
})

describe('A page', () => {
  const render = (markdown: string) => {
    const page = pageOf('docs/a.md', markdown)
    return renderPage(root, new Map([[page.source, page]]), page)
  }

  it('is refused if a link has no target', () => {
    expect(() => render('# A\n\n[x](nothing.md)')).toThrow(
      'docs/a.md links to nothing.md, which does not exist.',
    )
    expect(() => render('# A\n\n![x](screenshots/nothing.png)')).toThrow('does not exist')
  })

  it('is refused if it contains HTML, except line breaks', () => {
    expect(() => render('# A\n\n<script>alert(1)</script>')).toThrow('contains HTML')
    expect(() => render('# A\n\nx <b onclick="x">y</b>')).toThrow('contains HTML')
    expect(render('# A\n\n| a |\n| --- |\n| b<br>c |\n').html).toContain('b<br>c')
  })

  it('shows code and names as text', () => {
    const { html: made, sections } = render('# A `<b>`\n\n`<i>` and\n\n```\n<script>&\n```\n')
    expect(made).toContain('<h1 id="a-b">A <code>&lt;b&gt;</code></h1>')
    expect(made).toContain('<code>&lt;i&gt;</code>')
    expect(made).toContain('&lt;script&gt;&amp;')
    expect(sections[0]?.text).toBe('A <b>')
  })

  it('shows the path of a source file as text, because the site has no sources', () => {
    const page = pageOf('docs/a.md', '# A')
    expect(resolveLink(root, new Map(), page, '../panels/kit')).toEqual({
      kind: 'repository',
      path: 'panels/kit',
    })
  })

  it('shows the title of a page instead of the name of its file', () => {
    const other = { ...pageOf('docs/b.md', '# B'), title: 'Backups & more' }
    const page = pageOf('docs/a.md', '# A\n\n[b.md](b.md), [docs](b.md), [b.md#x](b.md#x)')
    const { html: made } = renderPage(root, new Map([[other.source, other]]), page)
    expect(made).toContain('<a href="b.html">Backups &amp; more</a>, <a href="b.html">docs</a>')
  })

  it('shows a state diagram as a table, and refuses other diagrams', () => {
    const table = stateTable('stateDiagram-v2\n  [*] --> needs_person: name taken\n  a --> b\n')
    expect(table).toContain('<tr><td>(start)</td><td>needs-person</td><td>name taken</td></tr>')
    expect(table).toContain('<tr><td>a</td><td>b</td><td></td></tr>')
    expect(() => stateTable('graph TD\n a --> b')).toThrow('only state diagrams')
    expect(() => stateTable('stateDiagram-v2\n a is b')).toThrow('Not a transition')
  })

  it('has the ids that GitHub makes', () => {
    expect(slugOf('Company, payment terms & “numbering”')).toBe('company-payment-terms--numbering')
    const slug = uniqueSlugs()
    expect(['Rules', 'Rules', 'Rules'].map(slug)).toEqual(['rules', 'rules-1', 'rules-2'])
  })
})
