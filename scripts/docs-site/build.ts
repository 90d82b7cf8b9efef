import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { rolldown } from 'rolldown'
import { type Layout, layOut, type SiteFiles } from './layout.ts'
import { navigationOf, readPages } from './pages.ts'
import { renderPage } from './render.ts'
import { searchIndex } from './search-index.ts'

/** The path at which the server serves the site. Only the page for unknown addresses depends on it. */
const helpPath = '/help/'
const worthwhileBytes = 1024

/**
 * Writes the site of docs/ into a folder. Names of scripts, styles and the index contain a hash of their content.
 * @throws if a link of a page has no target
 */
export async function buildDocs(root: string, outDir: string): Promise<void> {
  const pages = readPages(root)
  const bySource = new Map(pages.map((page) => [page.source, page]))
  const rendered = pages.map((page) => renderPage(root, bySource, page))
  const write = writerInto(outDir)

  const hashed = async (name: string, ending: string, content: string) => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
    const path = `assets/${name}-${hash}.${ending}`
    await write(path, content)
    return path
  }
  const source = join(root, 'scripts', 'docs-site')
  const files: SiteFiles = {
    style: await hashed('style', 'css', readFileSync(join(source, 'style.css'), 'utf8')),
    theme: await hashed('theme', 'js', await bundle(join(source, 'browser', 'theme.ts'), 'iife')),
    script: await hashed('site', 'js', await bundle(join(source, 'browser', 'site.ts'), 'esm')),
    index: await hashed('search', 'json', searchIndex(rendered)),
    icon: 'favicon.svg',
  }
  await write(files.icon, readFileSync(join(root, 'web', 'public', 'favicon.svg'), 'utf8'))
  const layout: Layout = { files, navigation: navigationOf(pages), version: versionOf(root) }
  for (const { page, html, sections } of rendered)
    await write(page.output, layOut(layout, { page, html, headings: sections }))
  await write('404.html', layOut(layout, { ...notFound, headings: [], base: helpPath }))
  for (const picture of new Set(rendered.flatMap(({ pictures }) => pictures))) {
    mkdirSync(dirname(join(outDir, picture)), { recursive: true })
    cpSync(join(root, 'docs', picture), join(outDir, picture))
  }
}

const notFound = {
  page: { output: '404.html', title: 'Page not found' },
  html: `<h1>Page not found</h1>
<p>This address has no page of the documentation. Search for a word of the page, or open the <a href="${helpPath}index.html">start page</a>.</p>
`,
}

const versionOf = (root: string): string =>
  String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version)

/** Writes compressed files beside each text, which the server sends as they are. */
function writerInto(outDir: string): (path: string, content: string) => Promise<void> {
  return async (path, content) => {
    const target = join(outDir, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
    if (content.length < worthwhileBytes) return
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
    writeFileSync(`${target}.br`, await promisify(brotliCompress)(content, { params }))
    writeFileSync(`${target}.gz`, await promisify(gzip)(content, { level: 9 }))
  }
}

async function bundle(input: string, format: 'iife' | 'esm'): Promise<string> {
  const made = await rolldown({ input, platform: 'browser', logLevel: 'warn' })
  const { output } = await made.generate({ format, minify: true })
  await made.close()
  return output[0].code
}
