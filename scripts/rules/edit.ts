import type { Edit } from './rule.ts'

interface Bare {
  readonly text: string
  /** The original position of each character. */
  readonly at: readonly number[]
}

/** Without formatting: white space and trailing commas. */
function bare(text: string): Bare {
  const kept: string[] = []
  const at: number[] = []
  for (const { 0: sign, index } of text.matchAll(/\S/g)) {
    if (/[)\]}]/.test(sign) && kept.at(-1) === ',') {
      kept.pop()
      at.pop()
    }
    kept.push(sign)
    at.push(index)
  }
  return { text: kept.join(''), at }
}

/** Start and end of each occurrence of `find` in the text, in any format. */
function occurrences(text: string, find: string): (readonly [from: number, to: number])[] {
  const { text: inside, at } = bare(text)
  // Its last comma may be a trailing comma of a list, which the text then omits.
  const wanted = bare(find).text.replace(/,$/, '')
  if (wanted === '') return []
  const found: (readonly [number, number])[] = []
  for (let start = inside.indexOf(wanted); start >= 0; start = inside.indexOf(wanted, start + 1)) {
    const [from, last] = [at[start], at[start + wanted.length - 1]]
    if (from !== undefined && last !== undefined) found.push([from, last + 1])
  }
  return found
}

/** Returns the number of occurrences, whatever the line breaks and indents. */
export const countOf = (text: string, find: string): number => occurrences(text, find).length

/** @throws {Error} if the text to replace does not occur exactly once */
export function applyEdit(text: string, { file, find, replace }: Edit): string {
  const found = occurrences(text, find)
  const [only] = found
  if (only === undefined || found.length > 1)
    throw new Error(
      `${file} has the text to replace ${found.length} times instead of once: ${find.slice(0, 80)}`,
    )
  const [from, to] = only
  // A comma that the edit names is replaced with it.
  const behind = find.trimEnd().endsWith(',') ? (/^\s*,/.exec(text.slice(to))?.[0].length ?? 0) : 0
  return `${text.slice(0, from)}${replace}${text.slice(to + behind)}`
}
