import { type Currency, exponentOf } from '#contracts/money/currencies.ts'
import { amountOf, decimalText } from '#contracts/money/decimal.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { words } from '../../words/index.ts'

const text = words.billing

/** An amount as it is typed: "12.34". */
export const typedAmount = ({ amount, currency }: MoneyJson): string => decimalText(BigInt(amount), currency)

/**
 * Reads a typed amount. "12,34" is read as "12.34" too; a number with both signs has the last one before its decimals.
 * Null: not an amount of this currency above zero.
 */
export function readAmount(typed: string, currency: Currency): MoneyJson | null {
  const point = typed.lastIndexOf(',') > typed.lastIndexOf('.') && !isGroup(typed, currency) ? ',' : '.'
  const amount = amountOf(typed, currency, point)
  return amount === null || amount <= 0n ? null : { amount: amount.toString(), currency }
}

/** "1,234" is a thousand, unless the currency has three decimals. */
const isGroup = (typed: string, currency: Currency): boolean =>
  /^\d{1,3}(?:,\d{3})+$/.test(typed.trim()) && exponentOf(currency) !== 3

interface AmountFieldProps {
  label: string
  currency: Currency
  value: string
  onChange: (typed: string) => void
  error?: string | undefined
  help?: string
}

export const AmountField = ({ label, currency, value, onChange, error, help }: AmountFieldProps) => (
  <Field label={label} error={error} {...(help ? { help } : {})}>
    {(control) => (
      <div className="flex items-center gap-2">
        <input
          {...control}
          {...notALogin}
          inputMode="decimal"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={`${controlClass} text-right tabular-nums`}
        />
        <span className="text-muted">{currency}</span>
      </div>
    )}
  </Field>
)

export const amountProblem = (currency: Currency): string => text.notAnAmount(decimalText(1_234n, currency))

/** The problem of a typed amount that has a limit. Undefined: nothing is typed, or it can be used. */
export function limitedAmountProblem(
  typed: string,
  most: MoneyJson,
  tooMuch: (most: MoneyJson) => string,
): string | undefined {
  if (typed.trim() === '') return undefined
  const amount = readAmount(typed, most.currency)
  if (!amount) return amountProblem(most.currency)
  return BigInt(amount.amount) > BigInt(most.amount) ? tooMuch(most) : undefined
}
