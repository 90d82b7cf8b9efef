import { largestAmount } from '#contracts/money/schemas.ts'
import type { Money } from '#server/platform/money/index.ts'
import { PlanRefused } from './plan.ts'

/** Refuses an amount that JSON readers cannot hold exactly. @throws {PlanRefused} invalid-body */
export function requireAmount({ amount }: Money, field: string): void {
  if (amount <= largestAmount && amount >= -largestAmount) return
  throw new PlanRefused(
    'invalid-body',
    'The amount would be more than 9007199254740991 minor units. Nothing was booked. Choose a lower quantity or price.',
    field,
  )
}
