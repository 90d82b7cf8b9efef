import type { ComponentProps } from 'react'
import type { Price, Product, ProductKind } from '#contracts/products/schemas.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import { showPrice } from '../money/show-money.ts'
import { amountText, isZero } from './amount.tsx'

export type PriceOption = readonly [id: string, label: string]

/** The prices of a product that a subscription can have: not archived, and not charged once. */
export const recurringPrices = ({ prices }: Product): Price[] =>
  prices.filter(({ isArchived, interval }) => !isArchived && interval.unit !== 'once')

/** A price with its setup fee: "€12.50 per month, setup fee €5.00" */
export const priceText = (price: Price): string =>
  isZero(price.setupFee) || price.interval.unit === 'once'
    ? showPrice(price)
    : words.subscriptions.plan.withFee(showPrice(price), amountText(price.setupFee))

/** The prices on sale of one kind of product: "Hosting M, €12.50 per month". @param show without a fee if none is charged */
export const priceOptions = (
  products: readonly Product[],
  kind: ProductKind,
  fits: (price: Price) => boolean = () => true,
  show: (price: Price) => string = priceText,
): PriceOption[] =>
  products
    .filter((product) => product.kind === kind)
    .flatMap((product) =>
      (kind === 'one-time'
        ? product.prices.filter(({ isArchived }) => !isArchived)
        : recurringPrices(product)
      )
        .filter(fits)
        .map((price) => [price.id, `${product.name}, ${show(price)}`] as const),
    )

/** Whether a price can be billed beside one with this currency and interval. */
export const sharesCycle = (
  { amount, interval }: Price,
  other: Pick<Price, 'amount' | 'interval'>,
): boolean =>
  amount.currency === other.amount.currency &&
  interval.unit === other.interval.unit &&
  interval.count === other.interval.count

interface PriceFieldProps extends Omit<ComponentProps<'select'>, 'children'> {
  label: string
  options: readonly PriceOption[]
  error?: string | undefined
  help?: string | undefined
}

export const PriceField = ({ label, options, error, help, ...select }: PriceFieldProps) => (
  <Field label={label} error={error} help={help}>
    {(control) => (
      <Select {...control} {...select}>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    )}
  </Field>
)
