const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = [...'åƀçđéƒğĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĞĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ']
const padding = accent('one two three four five six seven eight nine ten eleven twelve thirteen fourteen ')

/** The share by which each text becomes longer, as in a translation from English to German. */
const growth = 0.4

/**
 * Returns a catalogue in which every text is accented, 40% longer and between markers: `⟦Šåṽéöñ⟧`. Keys, and the
 * values that functions insert, are unchanged. Thus a plain letter on a page is not from the catalogue, unless it is data.
 */
export function pseudoLocale<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  // Every part keeps its type: texts stay texts, and functions keep their parameters.
  return pseudo(catalogue) as Catalogue
}

function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return pseudoText(value, [])
  if (typeof value === 'function')
    return (...args: unknown[]) => {
      const result: unknown = value(...args)
      return typeof result === 'string' ? pseudoText(result, stringsIn(args)) : pseudo(result)
    }
  if (Array.isArray(value)) return value.map(pseudo)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pseudo(part)]))
  return value
}

/** @param inserted the values in the text that are not from the catalogue */
function pseudoText(text: string, inserted: readonly string[]): string {
  if (text === '') return text
  const kept = [...inserted.toSorted((a, b) => b.length - a.length).map(escapePattern), '⟦[^⟦⟧]*⟧']
  const parts = text.split(new RegExp(`(${kept.join('|')})`))
  const isKept = (index: number) => index % 2 === 1
  const own = parts.filter((_, index) => !isKept(index)).join('').length
  const content = parts.map((part, index) => (isKept(index) ? part : accent(part))).join('')
  return `⟦${content}${longer(Math.ceil(own * growth))}⟧`
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const longer = (length: number) => padding.repeat(Math.ceil(length / padding.length)).slice(0, length)

function accent(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => accented[plain.indexOf(letter)] ?? letter)
}

/** Returns all non-empty strings in a value. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
