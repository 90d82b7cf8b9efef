import type { UseFormRegisterReturn } from 'react-hook-form'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'

const text = words.coupons

export interface LimitValues {
  maxRedemptions: string
  expiresOn: string
}

/** A typed whole number; null if nothing is typed, undefined for other text. */
export const numberOrNothing = (typed: string): number | null | undefined => {
  if (typed.trim() === '') return null
  return /^\d{1,9}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : undefined
}

export const limitsOf = ({ maxRedemptions, expiresOn }: LimitValues) => ({
  // NaN, so that other text is refused with the rule of the field.
  maxRedemptions:
    numberOrNothing(maxRedemptions) === undefined ? Number.NaN : numberOrNothing(maxRedemptions),
  expiresOn: expiresOn === '' ? null : expiresOn,
})

interface LimitFieldsProps {
  maxRedemptions: UseFormRegisterReturn
  expiresOn: UseFormRegisterReturn
  errors: Record<keyof LimitValues, string | undefined>
}

/** The limits, which can change after the coupon is redeemed. */
export const LimitFields = ({ maxRedemptions, expiresOn, errors }: LimitFieldsProps) => (
  <div className="grid gap-4 sm:grid-cols-2">
    <TextField
      label={text.limit}
      help={text.limitHelp}
      optional
      literal
      inputMode="numeric"
      registration={maxRedemptions}
      error={errors.maxRedemptions}
    />
    <TextField
      label={text.expires}
      help={text.expiresHelp}
      optional
      type="date"
      registration={expiresOn}
      error={errors.expiresOn}
    />
  </div>
)
