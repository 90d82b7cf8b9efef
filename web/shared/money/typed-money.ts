import { type FieldErrors, type FieldValues, type Path, type Resolver, set } from 'react-hook-form'
import type { z } from 'zod'
import { type Currency, exponentOf, isCurrency } from '#contracts/money/currencies.ts'
import { amountOf, decimalText } from '#contracts/money/decimal.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { words } from '../../words/index.ts'

const text = words.money

/** A typed amount as the API takes it, exactly. Undefined: it is not valid, see {@link problemOfMoney}. */
export function typedMoney(typed: string, currency: string): MoneyJson | undefined {
  if (!isCurrency(currency)) return undefined
  const amount = amountOf(typed, currency)
  return amount === null ? undefined : { amount: String(amount), currency }
}

/** Money of the API as a user types it: "12.50". */
export const editableMoney = ({ amount, currency }: { amount: string; currency: Currency }): string =>
  decimalText(BigInt(amount), currency)

/** The reason why a typed amount is not valid, or null. */
export function problemOfMoney(typed: string, currency: string): string | null {
  if (!isCurrency(currency) || typedMoney(typed, currency)) return null
  if (typed.trim() === '') return text.required
  const exponent = exponentOf(currency)
  const hasMoreDecimals = /^\d+\.\d+$/.test(typed.trim())
  return hasMoreDecimals ? text.decimals(currency, exponent) : text.invalid(decimalText(1250n, currency))
}

interface TypedAmount<Values extends FieldValues> {
  name: Path<Values>
  typed: string
  currency: string
}

/** As {@link schemaResolver}, with the problems of typed amounts, which the schema sees only as minor units. */
export function moneyResolver<Values extends FieldValues, Output>(
  schema: z.ZodType<Output>,
  toInput: (values: Values) => unknown,
  amountsIn: (values: Values) => readonly TypedAmount<Values>[],
): Resolver<Values, unknown, Output> {
  const resolve = schemaResolver(schema, toInput)
  return async (values, context, options) => {
    const result = await resolve(values, context, options)
    const wrong = amountsIn(values).flatMap(({ name, typed, currency }) => {
      const message = problemOfMoney(typed, currency)
      return message === null ? [] : [{ name, message }]
    })
    if (wrong.length === 0) return result
    const errors: FieldErrors<Values> = {}
    Object.assign(errors, result.errors)
    for (const { name, message } of wrong) set(errors, name, { type: 'money', message })
    return { values: {}, errors }
  }
}
