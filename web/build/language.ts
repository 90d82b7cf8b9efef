import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** The language of the build: the name of a folder in web/words. */
const language = process.env.WEB_LANGUAGE || 'en'

/** Selects the catalogue of the language for `#words`. */
export const wordsAlias = {
  '#words': fileURLToPath(new URL(`../words/${language}/index.ts`, import.meta.url)),
}

/** Sets the language of the document. */
export const pageLanguage = (): Plugin => ({
  name: 'page-language',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace('<html lang="en"', `<html lang="${language}"`),
  },
})
