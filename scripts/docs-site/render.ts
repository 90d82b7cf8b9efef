import { join } from 'node:path'
import { Marked, type RendererObject, type Tokens } from 'marked'
import { escapeHtml } from './escape.ts'
import { relativeAddress, resolveLink, type Target } from './links.ts'
import type { Page } from './pages.ts'
import { pngSize } from './png-size.ts'
import { uniqueSlugs } from './slug.ts'
import { stateTable } from './state-diagram.ts'

export interface Heading {
  readonly id: string
  readonly text: string
  readonly depth: number
}

/** The text below one heading, for the search. */
export interface PageSection extends Heading {
  readonly content: string
}

export interface RenderedPage {
  readonly page: Page
  readonly html: string
  readonly sections: readonly PageSection[]
  /** Outputs of the pictures on the page. */
  readonly pictures: readonly string[]
}

/** @throws if a link has no target, or the page contains HTML */
export function renderPage(root: string, pages: ReadonlyMap<string, Page>, page: Page): RenderedPage {
  const slug = uniqueSlugs()
  const headings: Heading[] = []
  const pictures: string[] = []
  const renderer: RendererObject = {
    heading({ tokens, depth }) {
      const text = plainText(this.parser.parseInline(tokens))
      const id = slug(text)
      headings.push({ id, text, depth })
      const link =
        depth === 1 ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to ${escapeHtml(text)}">#</a>`
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}${link}</h${depth}>\n`
    },
    link({ href, tokens }) {
      const target = resolveLink(root, pages, page, href)
      const text = linkText(this.parser.parseInline(tokens), target)
      if (target.kind === 'outside')
        return `<a href="${escapeHtml(target.href)}" rel="noreferrer">${text}</a>`
      // The site has no source files, so their path is shown as text.
      if (target.kind === 'repository') return `<span title="${escapeHtml(target.path)}">${text}</span>`
      const isHere = target.output === page.output && target.anchor !== ''
      return `<a href="${isHere ? '' : relativeAddress(page.output, target.output)}${target.anchor}">${text}</a>`
    },
    image({ href, text }) {
      const target = resolveLink(root, pages, page, href)
      if (target.kind !== 'site') throw new Error(`${page.source}: ${href} is not a picture in docs/.`)
      pictures.push(target.output)
      const { width, height } = pngSize(join(root, 'docs', target.output))
      const address = relativeAddress(page.output, target.output)
      const size = `width="${width}" height="${height}"`
      return `<a class="picture" href="${address}"><img src="${address}" alt="${escapeHtml(text)}" ${size} loading="lazy"></a>`
    },
    code({ text, lang }) {
      const language = /^\S+/.exec(lang ?? '')?.[0]
      if (language === 'mermaid') return scrollable('State diagram', stateTable(text), 'table')
      return scrollable('Code', `<code>${escapeHtml(text)}</code>`, 'pre')
    },
    html({ raw }) {
      if (/^<br>$/.test(raw.trim())) return '<br>'
      throw new Error(`${page.source} contains HTML: ${raw.trim().slice(0, 60)}`)
    },
    table(token) {
      const head = token.header
        .map((cell) => `<th scope="col">${this.parser.parseInline(cell.tokens)}</th>`)
        .join('')
      const rows = token.rows.map(
        (row) => `<tr>${cellsOf(row, (tokens) => this.parser.parseInline(tokens))}</tr>`,
      )
      // A table that only places pictures has empty headers, and screen readers need no header row there.
      const isEmpty = token.header.every((cell) => cell.text.trim() === '')
      const shown = isEmpty ? '' : `<thead><tr>${head}</tr></thead>`
      return scrollable('Table', `<table>${shown}<tbody>${rows.join('\n')}</tbody></table>`, 'table')
    },
  }
  const marked = new Marked({ gfm: true, renderer })
  const tokens = marked.lexer(page.markdown)
  const html = marked.parser(tokens)
  return { page, html, sections: sectionsOf(tokens, headings), pictures }
}

const cellsOf = (
  row: readonly Tokens.TableCell[],
  inline: (tokens: Tokens.TableCell['tokens']) => string,
): string => row.map((cell) => `<td>${inline(cell.tokens)}</td>`).join('')

/** The names of files are the texts of links on GitHub. Readers of the site know only titles. */
const linkText = (text: string, target: Target): string =>
  target.kind === 'site' && target.title !== '' && /^[\w./-]+\.md$/.test(text)
    ? escapeHtml(target.title)
    : text

/** Wide content scrolls in its own box, which the keyboard must reach. */
const scrollable = (label: string, content: string, kind: 'table' | 'pre'): string =>
  kind === 'pre'
    ? `<pre tabindex="0" role="group" aria-label="${label}">${content}</pre>\n`
    : `<div class="wide" tabindex="0" role="group" aria-label="${label}">${content}</div>\n`

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

const plainText = (html: string): string =>
  html
    .replace(/<br>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '')
    .trim()

type Token = ReturnType<Marked['lexer']>[number]

function sectionsOf(tokens: readonly Token[], headings: readonly Heading[]): readonly PageSection[] {
  const found: (Heading & { parts: string[] })[] = []
  let next = 0
  for (const token of tokens) {
    const heading = token.type === 'heading' ? headings[next] : undefined
    if (heading) {
      next += 1
      found.push({ ...heading, parts: [] })
    } else found.at(-1)?.parts.push(token.raw)
  }
  return found.map(({ parts, ...heading }) => ({ ...heading, content: searchText(parts.join('\n')) }))
}

/** Without the signs of Markdown and the addresses of links. */
const searchText = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*|#>]|^-+$/gm, ' ')
    .replace(/-{3,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
