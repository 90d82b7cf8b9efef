import type { Plugin } from 'vite'

interface Rewrite {
  readonly file: RegExp
  readonly from: RegExp
  readonly to: string
}

/**
 * A constructed stylesheet is not inline style, so the policy allows it. Its rules apply like those of a style
 * element at the end of the document.
 */
const constructed = `
const constructedSheet = (css) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return sheet
}
const removeSheet = (sheet) => {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
}
`

const rewrites: readonly Rewrite[] = [
  {
    file: /\/node_modules\/sonner\/dist\/index\.mjs$/,
    from: /function __insertCSS\(code\) \{[\s\S]*?\n\}/,
    to: `${constructed}function __insertCSS(code) {
  if (code && typeof document !== 'undefined') constructedSheet(code)
}`,
  },
  {
    file: /\/node_modules\/react-style-singleton\/dist\/es2015\/singleton\.js$/,
    from: /^[\s\S]*$/,
    to: `${constructed}export const stylesheetSingleton = () => {
  let users = 0
  let sheet = null
  return {
    add(css) {
      if (users === 0) sheet = constructedSheet(css)
      users += 1
    },
    remove() {
      users -= 1
      if (users > 0 || sheet === null) return
      removeSheet(sheet)
      sheet = null
    },
  }
}
`,
  },
  {
    // web/ui/theme.css has this rule.
    file: /\/node_modules\/@radix-ui\/react-select\/dist\/index\.mjs$/,
    from: /jsx\(\s*"style",\s*\{\s*dangerouslySetInnerHTML: \{\s*__html: `\[data-radix-select-viewport\][^`]*`\s*\},\s*nonce\s*\}\s*\)/,
    to: 'null',
  },
]

/**
 * Three libraries add style elements, which the Content-Security-Policy forbids and their API cannot prevent.
 * The build fails if an update changes the code that is replaced here.
 */
export const styleElements = (): Plugin => ({
  name: 'style-elements',
  enforce: 'pre',
  transform(code, id) {
    const rewrite = rewrites.find(({ file }) => file.test(id.split('?')[0] ?? ''))
    if (!rewrite) return null
    if (!rewrite.from.test(code))
      throw new Error(`${id} has changed: web/build/style-elements.ts must replace its style element.`)
    return { code: code.replace(rewrite.from, () => rewrite.to), map: null }
  },
})
