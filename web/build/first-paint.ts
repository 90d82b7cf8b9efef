import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import type { Viewer } from '#contracts/session/schemas.ts'
import type { Theme } from '../lib/theme-choice.ts'
import { criticalCss } from './critical-css.ts'
import { wordsAlias } from './language.ts'

const web = fileURLToPath(new URL('../', import.meta.url))

interface StaticPage {
  /** An address that this page is shown at. An id in it is never requested. */
  readonly path: string
  readonly role: Viewer['role']
  /** The files of web/app/pages that the page uses. */
  readonly components: readonly string[]
}

const staff = (path: string, ...components: string[]): StaticPage => ({ path, role: 'owner', components })

/** By the page name in server/http/web-app/page-files.ts. */
const pages: Record<string, StaticPage> = {
  home: staff('/', 'home-page'),
  customers: staff('/customers', 'customers-page'),
  customer: staff('/customers/0', 'customer-page', 'customer-overview-tab'),
  operations: staff('/operations', 'operations-page'),
  operation: staff('/operations/0', 'operation-page'),
  servers: staff('/server', 'server-page'),
  server: staff('/server/0', 'server-details-page'),
  login: staff('/login', 'login-page'),
  portal: { path: '/portal', role: 'customer', components: ['portal-page'] },
}
const themes: readonly Theme[] = ['system', 'light', 'dark']

const devBoot = '<script type="module" src="/app/boot.ts"></script>'

/**
 * Writes a file for each page (pages/<page>.<theme>.html) that shows the page's shell before any script has run. Its
 * first script, boot.js, sends the page's requests while the larger scripts load.
 */
export function firstPaint(): Plugin {
  return {
    name: 'first-paint',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace(devBoot, '') },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const index = bundle['index.html']
        if (index?.type !== 'asset') throw new Error('The build has no index.html.')
        const bootId = this.emitFile({ type: 'asset', name: 'boot.js', source: await bundleBoot() })
        const document = readDocument(String(index.source), this.getFileName(bootId))
        index.source = composePage(document, {
          css: await criticalCss(''),
          markup: '',
          scripts: [],
          root: '',
        })

        const renderStaticPage = await loadRenderer()
        for (const [name, { path, role, components }] of Object.entries(pages)) {
          const scripts = components.flatMap((component) => chunksOf(component, bundle))
          let css: string | undefined
          for (const theme of themes) {
            const markup = withoutStyles(await renderStaticPage(path, role, theme))
            // The themes differ in values of variables and in an icon, not in classes.
            css ??= await criticalCss(markup)
            const root = ` data-page="${name}"${theme === 'system' ? '' : ` data-theme="${theme}"`}`
            this.emitFile({
              type: 'asset',
              fileName: `pages/${name}.${theme}.html`,
              source: composePage(document, { css, markup, scripts, root }),
            })
          }
        }
      },
    },
  }
}

/** The policy forbids style attributes in markup. Scripts set them again, which it allows. */
const withoutStyles = (markup: string) => markup.replace(/(<[^>]*) style="[^"]*"/g, '$1')

/** The pages' components, bundled for Node: it cannot read their JSX. */
async function loadRenderer(): Promise<typeof import('../app/static-page.tsx').renderStaticPage> {
  const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'static-page-'))
  try {
    await build({
      root: web,
      configFile: false,
      logLevel: 'error',
      resolve: { alias: wordsAlias },
      ssr: { noExternal: true },
      build: {
        ssr: join(web, 'app/static-page.tsx'),
        outDir,
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'static-page.mjs' } },
      },
    })
    const { renderStaticPage } = await import(pathToFileURL(join(outDir, 'static-page.mjs')).href)
    return renderStaticPage
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}

/** A classic script: modules wait until the document is parsed, and this script must not wait. */
async function bundleBoot(): Promise<string> {
  const result = await build({
    root: web,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(web, 'app/boot.ts'), output: { format: 'iife' } },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error('web/app/boot.ts was not built.')
  return output.output[0].code
}

/** The file of a page's component and those that it imports, as addresses. */
function chunksOf(component: string, bundle: Rolldown.OutputBundle): readonly string[] {
  const entry = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(`/web/app/pages/${component}.tsx`),
  )
  if (entry?.type !== 'chunk') throw new Error(`No file of the build holds web/app/pages/${component}.tsx.`)
  const found = new Set<string>()
  const add = (fileName: string) => {
    if (found.has(fileName)) return
    found.add(fileName)
    const file = bundle[fileName]
    if (file?.type === 'chunk') file.imports.forEach(add)
  }
  add(entry.fileName)
  return [...found].map((fileName) => `/${fileName}`)
}

interface Document {
  readonly html: string
  readonly boot: string
  /** More than one: Vite omits an entry file that only contains imports. */
  readonly entries: readonly string[]
  readonly preloads: readonly string[]
  readonly stylesheet: string
}

/** Vite's own index.html without the tags that the pages place elsewhere. */
function readDocument(html: string, boot: string): Document {
  const tags = {
    entry: /\s*<script type="module" crossorigin src="([^"]+)"><\/script>/g,
    preload: /\s*<link rel="modulepreload" crossorigin href="([^"]+)">/g,
    stylesheet: /\s*<link rel="stylesheet" crossorigin href="([^"]+)">/g,
  }
  const addresses = (tag: RegExp) => [...html.matchAll(tag)].flatMap(([, address]) => address ?? [])
  const entries = addresses(tags.entry)
  const [stylesheet, ...others] = addresses(tags.stylesheet)
  if (entries.length === 0 || !stylesheet || others.length > 0)
    throw new Error('index.html does not have the entry and the one stylesheet that Vite put there before.')
  return {
    html: Object.values(tags).reduce((rest, tag) => rest.replaceAll(tag, ''), html),
    boot: `/${boot}`,
    entries,
    preloads: addresses(tags.preload),
    stylesheet,
  }
}

interface PageParts {
  readonly css: string
  readonly markup: string
  readonly scripts: readonly string[]
  /** Attributes of <html>. */
  readonly root: string
}

function composePage(document: Document, { css, markup, scripts, root }: PageParts): string {
  if (markup.includes('<script'))
    throw new Error('A static page must not hold an inline script: the policy forbids it.')
  const preloads = [...new Set([...document.preloads, ...scripts])].filter(
    (href) => !document.entries.includes(href),
  )
  // Inert: React replaces the shell, so its controls would lose any input.
  const shell = markup && `<div inert aria-hidden="true">${markup}</div>`
  // After the shell, in the order of use: a browser paints the markup before a script or stylesheet.
  const tail = [
    `<script src="${document.boot}"></script>`,
    `<link rel="stylesheet" href="${document.stylesheet}">`,
    ...document.entries.map((src) => `<script type="module" crossorigin src="${src}"></script>`),
    ...preloads.map((href) => `<link rel="modulepreload" crossorigin href="${href}">`),
  ]
  // Functions: a replacement string would read `$&` in the markup as a pattern.
  return document.html
    .replace(/<html lang="[^"]*"/, (tag) => tag + root)
    .replace('</head>', () => `<style>${css}</style>\n  </head>`)
    .replace('<div id="root"></div>', () => `<div id="root">${shell}</div>`)
    .replace('</body>', () => `${tail.join('\n    ')}\n  </body>`)
}
