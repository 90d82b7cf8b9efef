/** The languages that there is a catalogue of words for; the first is spoken where no other fits. */
const languages = ['en'] as const

/**
 * The locale for dates and numbers: the first of the person's own in a language that we speak ("en-GB"), so that
 * "in 2 hours" never stands among words of another language.
 */
export function pickLocale(wanted: readonly string[], spoken: readonly [string, ...string[]]): string {
  return wanted.find((tag) => spoken.includes(tag.split('-')[0]?.toLowerCase() ?? '')) ?? spoken[0]
}

export const locale = pickLocale(globalThis.navigator?.languages ?? [], languages)
