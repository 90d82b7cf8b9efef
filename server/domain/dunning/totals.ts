import type { MoneyJson } from '#contracts/money/schemas.ts'
import { type Money, sum, toJson } from '#server/platform/money/index.ts'

/** Returns the sums of amounts, one for each currency. */
export const totalsOf = (amounts: readonly Money[]): MoneyJson[] =>
  [...new Set(amounts.map(({ currency }) => currency))].toSorted().map((currency) =>
    toJson(
      sum(
        amounts.filter((each) => each.currency === currency),
        currency,
      ),
    ),
  )
