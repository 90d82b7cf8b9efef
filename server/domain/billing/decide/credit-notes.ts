import { multiply, plus, type Ratio, ratio, rounded } from '#server/platform/money/arithmetic/index.ts'
import { add, type Money, money, negate, subtract } from '#server/platform/money/index.ts'

/** Net and tax of one tax group. */
export interface NetAndTax {
  readonly net: Money
  readonly tax: Money
}

/** A tax group of an invoice. `credited` is the sum of its earlier credit notes, with the sign of the group. */
export interface CreditableGroup extends NetAndTax {
  /** The effective rate, see `effectiveRate` in taxes.ts. Zero without tax. */
  readonly rate: Ratio
  readonly credited: NetAndTax
}

/** More would be credited than the invoice still has. */
export class CreditExceedsInvoice extends RangeError {
  override readonly name = 'CreditExceedsInvoice'
}

/** Returns the part of a group that no credit note has taken back. */
export const creditable = ({ net, tax, credited }: CreditableGroup): NetAndTax => ({
  net: subtract(net, credited.net),
  tax: subtract(tax, credited.tax),
})

/**
 * Credits a net amount of a group. The tax is cumulative: the rate of everything credited so far, less the tax credited so
 * far. The credit of the last net takes the rest of the tax, so the credit notes of a group sum to it exactly (R9).
 * Throws {@link CreditExceedsInvoice}.
 */
export function creditNet(group: CreditableGroup, net: Money): NetAndTax {
  if (isNegativeGroup(group)) return negated(creditNet(negatedGroup(group), negate(net)))
  const rest = creditable(group)
  requireWithin(net, rest.net)
  if (net.amount === rest.net.amount) return rest
  if (net.amount === 0n) return { net, tax: net }
  const taxSoFar = multiply(add(group.credited.net, net), group.rate)
  return { net, tax: clamp(subtract(taxSoFar, group.credited.tax), 0n, rest.tax.amount) }
}

/** Like {@link creditNet}, for an amount that includes its tax: net and tax of the result sum to it exactly (R8). */
export function creditGross(group: CreditableGroup, gross: Money): NetAndTax {
  if (isNegativeGroup(group)) return negated(creditGross(negatedGroup(group), negate(gross)))
  const rest = creditable(group)
  const restGross = add(rest.net, rest.tax)
  requireWithin(gross, restGross)
  if (gross.amount === restGross.amount) return rest
  const soFar = add(add(group.credited.net, group.credited.tax), gross)
  const { numerator, denominator } = plus(ratio(1n), group.rate)
  const netSoFar = rounded(ratio(soFar.amount * denominator, numerator))
  const wanted = gross.amount - (netSoFar - group.credited.net.amount)
  // The net must not exceed the rest either. It could after credits of net amounts.
  const least = gross.amount > rest.net.amount ? gross.amount - rest.net.amount : 0n
  const tax = clamp(money(wanted, gross.currency), least, least > rest.tax.amount ? least : rest.tax.amount)
  return { net: subtract(gross, tax), tax }
}

/**
 * Credits at most what a group still has, as the refund of a mixed payment does: the refunded tax is never more than the
 * tax (R18). `left` is the part of `gross` that belongs to something else.
 */
export function creditUpTo(group: CreditableGroup, gross: Money): NetAndTax & { readonly left: Money } {
  const rest = creditable(group)
  const restGross = add(rest.net, rest.tax)
  const taken = gross.amount < restGross.amount ? gross : restGross
  return { ...creditGross(group, taken), left: subtract(gross, taken) }
}

function requireWithin(wanted: Money, rest: Money): void {
  subtract(wanted, rest)
  if (wanted.amount < 0n || wanted.amount > rest.amount)
    throw new CreditExceedsInvoice(
      'The credit is more than the part of the invoice that is not credited yet.',
    )
}

const clamp = ({ amount, currency }: Money, least: bigint, most: bigint): Money =>
  money(amount < least ? least : amount > most ? most : amount, currency)

const isNegativeGroup = ({ net, tax }: CreditableGroup): boolean => net.amount + tax.amount < 0n

const negated = ({ net, tax }: NetAndTax): NetAndTax => ({ net: negate(net), tax: negate(tax) })

const negatedGroup = (group: CreditableGroup): CreditableGroup => ({
  ...negated(group),
  rate: group.rate,
  credited: negated(group.credited),
})
