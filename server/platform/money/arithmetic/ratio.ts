/** An exact fraction. The denominator is more than zero. */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

export function ratio(numerator: bigint, denominator = 1n): Ratio {
  if (denominator === 0n) throw new RangeError('The denominator of a ratio is zero.')
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator }
}

/** Parts per million as a ratio: 99,750 is 9.975%. */
export const ofMillion = (partsPerMillion: number): Ratio => ratio(BigInt(partsPerMillion), 1_000_000n)

/** Reads a decimal quantity such as "2.25" exactly. Throws a RangeError for other text. */
export function ofDecimal(text: string): Ratio {
  const [matched, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (matched === undefined) throw new RangeError(`"${text}" is not a decimal number.`)
  const digits = BigInt(whole + fraction)
  return ratio(sign === '-' ? -digits : digits, 10n ** BigInt(fraction.length))
}

export const times = (left: Ratio, right: Ratio): Ratio =>
  ratio(left.numerator * right.numerator, left.denominator * right.denominator)

export const plus = (left: Ratio, right: Ratio): Ratio =>
  ratio(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  )

/** Throws a RangeError for zero. */
export const inverse = ({ numerator, denominator }: Ratio): Ratio => ratio(denominator, numerator)

/** Rounds to a whole number, half away from zero: 2.5 is 3, and -2.5 is -3. The only rounding of money. */
export function rounded({ numerator, denominator }: Ratio): bigint {
  const size = numerator < 0n ? -numerator : numerator
  const nearest = (size * 2n + denominator) / (denominator * 2n)
  return numerator < 0n ? -nearest : nearest
}

/** Rounds down, also below zero: -2.5 is -3. */
export function floor({ numerator, denominator }: Ratio): bigint {
  const quotient = numerator / denominator
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient
}
