/**
 * Every text of the web app: `words.<area>.<text>`. A catalogue a language, a file an area; another language is a
 * folder beside `en/` whose index is a {@link Words}. Re-exported as a namespace, so that a page loads only the areas
 * it speaks. Texts that the API says too are in contracts/hosting/messages.ts.
 */
export * as words from './en/index.ts'
export type Words = typeof import('./en/index.ts')
