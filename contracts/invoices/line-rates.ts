import type { InvoiceLine, TaxGroup } from './schemas.ts'

interface Taxed {
  readonly lines: readonly Pick<InvoiceLine, 'taxKey'>[]
  readonly taxes: readonly Pick<TaxGroup, 'key' | 'net' | 'ratePpm'>[]
}

/**
 * Returns the rates of a line in parts per million. A line names the first of its taxes. The others are groups with the same
 * net that no line names, if no other line can be theirs.
 */
export function ratesOfLine({ lines, taxes }: Taxed, taxKey: InvoiceLine['taxKey']): number[] {
  const first = taxes.find(({ key }) => key === taxKey)
  if (first === undefined) return []
  const named = new Set(lines.map((line) => line.taxKey))
  const sameNet = taxes.filter(({ key, net }) => key !== first.key && net.amount === first.net.amount)
  const others = sameNet.some(({ key }) => named.has(key)) ? [] : sameNet
  return [first, ...others].map(({ ratePpm }) => ratePpm)
}
