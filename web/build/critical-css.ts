import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compile } from 'tailwindcss'

const require = createRequire(import.meta.url)
const themeFile = new URL('../ui/theme.css', import.meta.url)
const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
}

/** Returns the part of the stylesheet that this markup uses, small enough to be sent inside the page. */
export async function criticalCss(markup: string): Promise<string> {
  const source = readFileSync(themeFile, 'utf8')
  const compiler = await compile(source, {
    loadStylesheet: async (id, base) => {
      const path = require.resolve(id === 'tailwindcss' ? 'tailwindcss/index.css' : id)
      return { path, base, content: readFileSync(path, 'utf8') }
    },
  })
  const classes = [...markup.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) =>
    names.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity).split(/\s+/),
  )
  return squeeze(compiler.build(classes) + systemDarkTheme(source))
}

/** boot.js sets the theme on <html>. Before that, and without a cookie, the system theme applies. */
function systemDarkTheme(source: string): string {
  const dark = source.match(/:root\[data-theme="dark"\] (\{[^}]*\})/)?.[1]
  if (!dark)
    throw new Error('web/ui/theme.css has no dark theme in the form that web/build/critical-css.ts reads.')
  return `@media (prefers-color-scheme: dark) { :root:not([data-theme]) ${dark} }`
}

const squeeze = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};])\s*/g, '$1')
    .replace(/;}/g, '}')
