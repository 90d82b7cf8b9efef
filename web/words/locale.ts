/** The languages with a catalogue. The first one is the default. */
const languages = ['en'] as const

/**
 * Returns the locale for dates and numbers: the first of the browser's locales in a supported language ("en-GB"), so
 * that "in 2 hours" is in the language of the other texts.
 */
export function pickLocale(wanted: readonly string[], spoken: readonly [string, ...string[]]): string {
  return wanted.find((tag) => spoken.includes(tag.split('-')[0]?.toLowerCase() ?? '')) ?? spoken[0]
}

export const locale = pickLocale(globalThis.navigator?.languages ?? [], languages)
