import type { Totals } from '#server/domain/simulation/index.ts'
import { format, type Money } from '#server/platform/money/index.ts'

const columns = ['Month', 'Invoices', 'Net', 'Tax', 'Total', 'Late fees', 'Paid', 'Credit used'] as const

/** Returns the rows as aligned columns, or a sentence if there are none. */
export function formatMonths(rows: ReturnType<Totals['rows']>): string {
  if (rows.length === 0) return 'Nothing would be invoiced or paid.\n'
  const text = (amount: Money) => format(amount, 'en-US')
  const cells = [
    [...columns],
    ...rows.map(({ month, invoices, net, tax, total, lateFees, paid, creditUsed }) => [
      month,
      String(invoices),
      ...[net, tax, total, lateFees, paid, creditUsed].map(text),
    ]),
  ]
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)))
  return cells
    .map((row) => `${row.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  ')}\n`)
    .join('')
}
