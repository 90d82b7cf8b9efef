/** The reasons why a password is easy to guess. */
export type GuessableReason = 'common' | 'pattern' | 'context'

// Not "password123" of the list alone: lists of attackers combine a common word with digits and signs.
const commonWords = 3000
const mostCommonWords = 100
const fewestOwnCharacters = 6
const fewestDifferentCharacters = 4
const shortestContextWord = 4
const productWords = ['nextpanel', 'billing', 'hosting', 'admin', 'administrator', 'customer']

/** Neighbors in the alphabet, among the digits and on keyboards. */
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop[]',
  'qwertzuiop',
  'azertyuiop',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'yxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '!@#$%^&*()_+',
]
const neighbors = new Set(
  rows.flatMap((row) => [...row].flatMap((char, at) => pairsOf(char, row.charAt(at + 1)))),
)

function pairsOf(a: string, b: string): string[] {
  return b === '' ? [] : [a + b, b + a]
}

/** Signs that stand for letters: each text is read in both ways of "1" and "!". */
const substitutes: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}
const withLetters = (text: string, one: 'i' | 'l') =>
  text.replace(/[@430$571!|]/g, (char) => substitutes[char] ?? one)

const folded = (text: string) => text.normalize('NFKC').toLowerCase()
const lettersAndDigits = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

/** Returns how common a password is, 0 for the most common one. Infinity if it is not in the list. */
type RankOf = (text: string) => number

let loading: Promise<RankOf> | undefined

/** Loads the list on first use: 49,000 passwords in the order of their frequency in published leaks. */
function loadRanks(): Promise<RankOf> {
  loading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => {
    const ranks = new Map(dictionary['passwords-common'].map((word, rank) => [String(word), rank]))
    return (text) => ranks.get(text) ?? Number.POSITIVE_INFINITY
  })
  return loading
}

/**
 * Returns why a password is easy to guess, or null. The time grows with its length only: about 0.1 ms for 128
 * characters.
 * @param words of its owner and this installation: names, email addresses, hosts
 */
export async function whyGuessable(
  password: string,
  words: readonly string[],
): Promise<GuessableReason | null> {
  const rankOf = await loadRanks()
  const text = folded(password)
  if (isCommon(text, rankOf)) return 'common'
  if (isPattern(text)) return 'pattern'
  return isOfContext(text, words, rankOf) ? 'context' : null
}

function isCommon(text: string, rankOf: RankOf): boolean {
  const spellings = (part: string) => [part, withLetters(part, 'i'), withLetters(part, 'l')]
  const repeated = /^(.{4,}?)\1+$/u.exec(text)?.[1]
  const whole = [text, text.replace(/\s/g, ''), ...(repeated ? [repeated] : [])]
  if (whole.flatMap(spellings).some((spelling) => rankOf(spelling) < Number.POSITIVE_INFINITY)) return true
  // Only a word that is most of the password: "Summer2025!", but not "summer" before twelve random characters.
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return (
    text.length - core.length <= core.length && spellings(core).some((word) => rankOf(word) < commonWords)
  )
}

/** The same few characters, or runs along the alphabet or a keyboard. */
function isPattern(text: string): boolean {
  const characters = [...text]
  if (new Set(characters).size < fewestDifferentCharacters) return true
  const breaks = characters.filter((char, at) => {
    const next = characters[at + 1]
    return next !== undefined && next !== char && !neighbors.has(char + next)
  })
  return (breaks.length + 1) * 3 <= characters.length
}

function isOfContext(text: string, words: readonly string[], rankOf: RankOf): boolean {
  const parts = [...productWords, ...words.flatMap(contextWords)].toSorted((a, b) => b.length - a.length)
  return [text, withLetters(text, 'i'), withLetters(text, 'l')].some((spelling) => {
    let rest = spelling
    for (const part of parts) rest = rest.replaceAll(part, ' ')
    if (rest === spelling) return false
    const own = lettersAndDigits(rest)
    return own.length < fewestOwnCharacters || rankOf(own) < mostCommonWords
  })
}

/** The parts of a name, an address or a host, and the whole without its signs. */
function contextWords(text: string): string[] {
  const name = folded(text)
  const whole = lettersAndDigits(name)
  return [whole, ...name.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= shortestContextWord)
}
