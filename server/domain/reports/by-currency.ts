import type { Currency } from '#server/platform/money/index.ts'

/** Groups rows by currency, in the order of the codes: amounts are never summed over currencies (R24). */
export const byCurrency = <Row extends { readonly currency: Currency }>(
  rows: readonly Row[],
): (readonly [Currency, Row[]])[] =>
  [...Map.groupBy(rows, ({ currency }) => currency)].toSorted(([left], [right]) => (left < right ? -1 : 1))
