import { floor, type Ratio, ratio } from './ratio.ts'

/**
 * Rounds exact parts so that they sum to `total` (largest remainder; of equal remainders the first part gets the unit).
 * `total` is the rounded sum of the parts. The parts of a negative total are the negated parts of the positive one, so a
 * credit mirrors its charge. Throws a RangeError if `total` is not within one unit per part.
 */
export function roundTo(total: bigint, parts: readonly Ratio[]): bigint[] {
  const first = parts.find(({ numerator }) => numerator !== 0n)
  if (total < 0n || (total === 0n && first !== undefined && first.numerator < 0n))
    return roundTo(
      -total,
      parts.map(({ numerator, denominator }) => ratio(-numerator, denominator)),
    ).map((part) => -part)
  const rounded = parts.map(floor)
  const missing = total - rounded.reduce((left, right) => left + right, 0n)
  if (missing < 0n || missing > BigInt(parts.length))
    throw new RangeError(`${total} is not the sum of the parts.`)
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: remainderOf(part) }))
    .toSorted((left, right) => compareRatios(right.remainder, left.remainder))
  for (const [rank, { index }] of byRemainder.entries())
    if (BigInt(rank) < missing) rounded[index] = (rounded[index] ?? 0n) + 1n
  return rounded
}

/**
 * Shares an amount in proportion to weights; the shares sum to it exactly. Weights of zero get nothing. Throws a RangeError
 * if the weights sum to zero and the amount does not.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((left, right) => left + right, 0n)
  if (total === 0n) return weights.map(() => 0n)
  if (whole === 0n) throw new RangeError('An amount cannot be shared by weights that sum to zero.')
  return roundTo(
    total,
    weights.map((weight) => ratio(total * weight, whole)),
  )
}

const remainderOf = (part: Ratio): Ratio =>
  ratio(part.numerator - floor(part) * part.denominator, part.denominator)

function compareRatios(left: Ratio, right: Ratio): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}
