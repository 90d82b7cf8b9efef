import type { ComponentProps } from 'react'
import type { Price, Product } from '#contracts/products/schemas.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { showPrice } from '../money/show-money.ts'

type PriceOption = readonly [id: string, label: string]

/** The prices of a product that a subscription can have: not archived, and not charged once. */
export const recurringPrices = ({ prices }: Product): Price[] =>
  prices.filter(({ isArchived, interval }) => !isArchived && interval.unit !== 'once')

/** "Hosting M, €12.50 per month" */
export const priceOptions = (
  products: readonly Product[],
  fits: (price: Price) => boolean = () => true,
): PriceOption[] =>
  products.flatMap((product) =>
    recurringPrices(product)
      .filter(fits)
      .map((price) => [price.id, `${product.name}, ${showPrice(price)}`] as const),
  )

interface PriceFieldProps extends Omit<ComponentProps<'select'>, 'children'> {
  label: string
  options: readonly PriceOption[]
  error?: string | undefined
}

export const PriceField = ({ label, options, error, ...select }: PriceFieldProps) => (
  <Field label={label} error={error}>
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
