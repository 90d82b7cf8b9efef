import type { DunningAction, DunningPolicy } from '#contracts/dunning/schemas.ts'
import { currencies } from '#contracts/money/currencies.ts'
import { amountOf } from '#contracts/money/decimal.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { editableMoney } from '../../shared/money/typed-money.ts'

export interface StepValues {
  /** "" for a new step. Not named `id`, which the list of fields uses. */
  stepId: string
  action: DunningAction
  day: string
  feePercent: string
  feeAmounts: string
}

export interface PolicyValues {
  isEnabled: boolean
  steps: StepValues[]
  mostPercent: string
  mostAccounts: string
  from: string
  until: string
  weekdaysOnly: boolean
}

export const valuesOf = ({ isEnabled, steps, brake, hours }: DunningPolicy): PolicyValues => ({
  isEnabled,
  steps: steps.map(({ id, action, day, fee }) => ({
    stepId: id,
    action,
    day: String(day),
    feePercent: fee?.percent ?? '',
    feeAmounts: fee?.amounts.map((amount) => `${editableMoney(amount)} ${amount.currency}`).join('; ') ?? '',
  })),
  mostPercent: String(brake.mostPercent),
  mostAccounts: String(brake.mostAccounts),
  from: String(hours.from),
  until: String(hours.until),
  weekdaysOnly: hours.weekdaysOnly,
})

/** NaN for other text, so that the rule of the field refuses it. */
const wholeNumber = (typed: string) =>
  /^-?\d{1,6}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : Number.NaN

/** "5.00 EUR; 6.00 USD" as money. Null: a part is not an amount with its currency. */
export function amountsIn(typed: string): MoneyJson[] | null {
  const parts = typed
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const amounts = parts.flatMap((part) => {
    const [, number = '', code] = /^(.+?)\s*([A-Za-z]{3})$/.exec(part) ?? []
    const currency = currencies.find((one) => one === code?.toUpperCase())
    const amount = currency ? amountOf(number, currency) : null
    return currency && amount !== null ? [{ amount: String(amount), currency }] : []
  })
  return amounts.length === parts.length ? amounts : null
}

const feeOf = ({ action, feePercent, feeAmounts }: StepValues) =>
  action === 'late-fee'
    ? { percent: feePercent.trim() === '' ? null : feePercent, amounts: amountsIn(feeAmounts) ?? [] }
    : null

export const inputOf = (values: PolicyValues) => ({
  isEnabled: values.isEnabled,
  steps: values.steps.map((step) => ({
    ...(step.stepId === '' ? {} : { id: step.stepId }),
    action: step.action,
    day: wholeNumber(step.day),
    fee: feeOf(step),
  })),
  brake: { mostPercent: wholeNumber(values.mostPercent), mostAccounts: wholeNumber(values.mostAccounts) },
  hours: {
    from: wholeNumber(values.from),
    until: wholeNumber(values.until),
    weekdaysOnly: values.weekdaysOnly,
  },
})

/** The path of the API as the form has it. */
export const formPathOf = (path: string): string =>
  path
    .replace(/^(?:brake|hours)\./, '')
    .replace(/\.fee\.amounts.*$/, '.feeAmounts')
    .replace(/\.fee(?:\..*)?$/, '.feePercent')
