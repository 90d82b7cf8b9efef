import { escapeHtml } from './escape.ts'
import { relativeAddress } from './links.ts'
import type { NavigationSection, Page } from './pages.ts'
import type { Heading } from './render.ts'

/** Addresses of the built files that every page needs, relative to the site. */
export interface SiteFiles {
  readonly style: string
  readonly theme: string
  readonly script: string
  readonly index: string
  readonly icon: string
}

export interface Layout {
  readonly files: SiteFiles
  readonly navigation: readonly NavigationSection[]
  readonly version: string
}

interface Content {
  readonly page: Pick<Page, 'output' | 'title'>
  readonly html: string
  readonly headings: readonly Heading[]
  /** Of the page that is shown at any unknown address: its links begin with this path. */
  readonly base?: string
}

/** Returns a complete page. It has no inline script and no inline style, as the policy of the server requires. */
export function layOut(
  { files, navigation, version }: Layout,
  { page, html, headings, base }: Content,
): string {
  const to = (output: string) => (base === undefined ? relativeAddress(page.output, output) : base + output)
  const site = base ?? (page.output.includes('/') ? '../' : './')
  const ordered = navigation.flatMap(({ pages }) => pages)
  const at = ordered.findIndex(({ output }) => output === page.output)
  const title =
    page.output === 'index.html' ? 'NextPanel Billing Help' : `${page.title} - NextPanel Billing Help`
  const outline = headings.filter(({ depth }) => depth === 2)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${to(files.icon)}" type="image/svg+xml">
<link rel="stylesheet" href="${to(files.style)}">
<script src="${to(files.theme)}"></script>
<script src="${to(files.script)}" type="module"></script>
</head>
<body>
<a class="skip" href="#site-content">Skip to content</a>
<header class="top">
<button class="menu-button" type="button" aria-expanded="false" aria-controls="site-pages">Menu</button>
<a class="brand" href="${to('index.html')}">NextPanel Billing <span>Help</span></a>
<form class="search" role="search" data-site="${site}" data-index="${files.index}">
<input class="search-field" type="search" aria-label="Search the documentation" placeholder="Search" autocomplete="off" spellcheck="false">
<p class="search-status" role="status" hidden></p>
<ul class="results" aria-label="Results" hidden></ul>
</form>
</header>
<div class="columns">
<nav id="site-pages" aria-label="Pages">
${navigation.map((section) => sectionOf(section, page, to)).join('\n')}
</nav>
<main id="site-content" tabindex="-1">
<article>
${html}</article>
${neighborsOf(ordered[at - 1], at < 0 ? undefined : ordered[at + 1], to)}
<footer>NextPanel Billing ${escapeHtml(version)}</footer>
</main>
${outline.length < 2 ? '' : outlineOf(outline)}
</div>
</body>
</html>
`
}

type Address = (output: string) => string

function sectionOf({ title, pages }: NavigationSection, current: Pick<Page, 'output'>, to: Address): string {
  const items = pages.map((page) => {
    const isCurrent = page.output === current.output
    return `<li><a href="${to(page.output)}"${isCurrent ? ' aria-current="page"' : ''}>${escapeHtml(page.title)}</a></li>`
  })
  return `<p class="nav-title">${escapeHtml(title)}</p>\n<ul class="nav-list" aria-label="${escapeHtml(title)}">${items.join('')}</ul>`
}

function outlineOf(headings: readonly Heading[]): string {
  const items = headings.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`)
  return `<nav class="outline" aria-label="On this page"><p class="nav-title">On this page</p><ul class="nav-list">${items.join('')}</ul></nav>`
}

function neighborsOf(previous: Page | undefined, next: Page | undefined, to: Address): string {
  const link = (page: Page | undefined, label: string) =>
    page ? `<a href="${to(page.output)}"><span>${label}</span> ${escapeHtml(page.title)}</a>` : ''
  if (!previous && !next) return ''
  return `<nav class="neighbors" aria-label="Previous and next page">${link(previous, 'Previous')}${link(next, 'Next')}</nav>`
}
