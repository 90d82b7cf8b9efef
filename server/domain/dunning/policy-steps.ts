import type { DunningPolicy } from '#contracts/dunning/schemas.ts'
import { partsPerMillion } from '#contracts/percent.ts'
import { currencyOf, fromJson } from '#server/platform/money/index.ts'
import type { PolicyStep } from '../billing/decide/index.ts'

/** Returns the steps of the policy as facts of a decision. */
export const policySteps = ({ steps }: DunningPolicy): PolicyStep[] =>
  steps.map(({ fee, ...step }) => ({
    ...step,
    fee:
      fee === null
        ? null
        : {
            percentPpm: fee.percent === null ? null : partsPerMillion(fee.percent),
            amounts: fee.amounts.map((amount) =>
              fromJson({ ...amount, currency: currencyOf(amount.currency) }),
            ),
          },
  }))
