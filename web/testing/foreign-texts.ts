import { messages } from '#contracts/hosting/messages.ts'
import { currencies } from '#contracts/money/currencies.ts'
import { countryOptions } from '../lib/country-names.ts'

/** The attributes that screen readers read or browsers show. */
const readable = ['aria-label', 'aria-description', 'aria-valuetext', 'alt', 'placeholder', 'title']

/**
 * Formats of Intl, units, single keys and product names. They are not in the catalogue, because Intl, the keyboard and
 * contracts/duration.ts provide them.
 */
const formats = new RegExp(
  `\\b(?:${[
    '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*',
    '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day',
    'AM|PM|at|UTC|GMT|and',
    'in|ago|yesterday|tomorrow|(?:day|hour|minute)s?',
    'ms|s|min|h|d|B|KB|MB|GB|TB',
    // Short amounts, for example 1.5K.
    '\\d+(?:\\.\\d+)?[KMBT]',
    '[A-Z]|Firefox|Linux|Safari|iOS|BEGIN CERTIFICATE',
  ].join('|')})\\b`,
  'g',
)

/** The choices of countries, currencies and time zones. Intl has their names. */
const namesOfIntl = [
  ...countryOptions.map(([, name]) => name),
  ...currencies,
  ...Intl.supportedValuesOf('timeZone'),
]

/**
 * Returns the texts on the page that are neither from the pseudo catalogue nor provided by the API. A text of the
 * pseudo catalogue has no plain letters.
 * @param provided the strings in the responses of the API
 */
export function foreignTexts(provided: readonly string[]): string[] {
  const data = [...provided, ...Object.values(messages), ...namesOfIntl].toSorted(
    (a, b) => b.length - a.length,
  )
  const withoutData = (text: string) => data.reduce((rest, value) => rest.replaceAll(value, ' '), text)
  return textsOfPage().filter((text) => /[a-z]/i.test(withoutData(text).replace(formats, ' ')))
}

/** Without names in code, such as {{link}}: a language has no other word for them. */
function textsOfPage(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = [document.title]
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent ?? ''
    const parent = walker.currentNode.parentElement
    const isKey = text.trim().length === 1 && parent?.closest('kbd')
    if (!isKey && !parent?.closest('style, script, code')) texts.push(text)
  }
  for (const element of document.body.querySelectorAll('*'))
    for (const name of readable) texts.push(element.getAttribute(name) ?? '')
  return texts
}
