import type { UseFormRegisterReturn } from 'react-hook-form'
import { currencies } from '#contracts/money/currencies.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { words } from '../../words/index.ts'

const options = currencies.map((code) => [code, code] as const)

interface CurrencyFieldProps {
  registration: UseFormRegisterReturn
  error?: string | undefined
  label?: string
}

/** A choice of the currencies of ISO 4217 by code. */
export const CurrencyField = ({ registration, error, label = words.money.currency }: CurrencyFieldProps) => (
  <SelectField label={label} registration={registration} options={options} error={error} />
)
