import { settingMeta } from './settings.ts'

const names: ReadonlySet<string> = new Set([...settingMeta.values()].map(({ name }) => name))
const mostChanges = 2

/** The number of inserted, removed and changed characters between two texts (Levenshtein). */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, char] of [...one].entries()) {
    const next = [i + 1]
    for (const [j, otherChar] of [...other].entries())
      next.push(
        Math.min((row[j] ?? 0) + (char === otherChar ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      )
    row = next
  }
  return row.at(-1) ?? 0
}

/** Returns the setting that a variable seems to mean. Null if it is a setting, or resembles none. */
export function nearbySetting(variable: string): string | null {
  // Short names resemble too many variables of other programs.
  if (names.has(variable) || variable.length < 7) return null
  const plain = variable.toUpperCase()
  return [...names].find((name) => name.length >= 7 && changesBetween(plain, name) <= mostChanges) ?? null
}
