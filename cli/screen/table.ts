import { plainText, widthOf } from './plain-text.ts'
import type { Screen } from './screen.ts'

export type Cell = string | number | null | undefined

const textOf = (cell: Cell): string => plainText(String(cell ?? ''))
const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** Prints aligned columns on a terminal. Otherwise lines of values with tabs between them, for cut, sort and awk. */
export function printTable(
  screen: Screen,
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  const cells = rows.map((row) => row.map(textOf))
  if (!screen.out.isTTY) {
    for (const row of [names, ...cells]) screen.print(row.join('\t'))
    return
  }
  const widths = names.map((name, at) =>
    Math.max(widthOf(name), ...cells.map((row) => widthOf(row[at] ?? ''))),
  )
  const line = (row: readonly string[]) =>
    row
      .map((text, at) => pad(text, widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  screen.print(screen.styled('bold', line(names.map((name) => name.toUpperCase()))))
  for (const row of cells) screen.print(line(row))
}

/** Prints one fact a line. */
export function printFacts(screen: Screen, facts: readonly (readonly [name: string, value: Cell])[]): void {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  const width = Math.max(0, ...known.map(([name]) => name.length))
  for (const [name, value] of known)
    screen.print(screen.out.isTTY ? `${pad(name, width)}  ${textOf(value)}` : `${name}\t${textOf(value)}`)
}
