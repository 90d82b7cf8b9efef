import { words } from './index.ts'

/**
 * Returns the locale for dates and numbers: the first of the browser's locales in the language of the catalogue
 * ("en-GB"), so that "in 2 hours" is in the same language as the other texts.
 */
export function pickLocale(wanted: readonly string[], language: string): string {
  return wanted.find((tag) => tag.split('-')[0]?.toLowerCase() === language) ?? language
}

export const locale = pickLocale(globalThis.navigator?.languages ?? [], words.language)
