/**
 * Every text of the web app: `words.<area>.<text>`. `#words` is the catalogue of the build's language, a folder beside
 * this file that WEB_LANGUAGE names (web/build/language.ts). Re-exported as a namespace, so that a page loads only the
 * areas that it uses. Texts that the API shares are in contracts/hosting/messages.ts.
 */
export * as words from '#words'
export type Words = typeof import('./en/index.ts')
