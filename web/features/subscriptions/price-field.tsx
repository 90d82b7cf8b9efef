import { useQuery } from '@tanstack/react-query'
import type { ProductKind } from '#contracts/products/schemas.ts'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { showPrice } from '../../shared/money/show-money.ts'
import { controlClass, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions

/** Returns whether a typed quantity is a whole number from 1 to 99999. The server checks the exact limit. */
export const isQuantity = (typed: string): boolean => /^[1-9]\d{0,4}$/.test(typed)

interface PriceFieldProps {
  subscription: Subscription
  kind: Exclude<ProductKind, 'plan'>
  value: string
  onChange: (priceId: string) => void
}

/** The prices on sale of one kind of product that fit the currency, and the cycle, of a subscription. */
export function PriceField({ subscription, kind, value, onChange }: PriceFieldProps) {
  const products = useQuery(api.products.list.queryOptions({ input: { kind, limit: 100 } }))
  const used = new Set(subscription.items.flatMap(({ priceId, untilOn }) => (untilOn ? [] : [priceId])))
  const prices = (products.data?.items ?? []).flatMap(({ name, isVisible, prices: all }) =>
    all
      .filter(
        ({ id, isArchived, amount, interval }) =>
          isVisible &&
          !isArchived &&
          !used.has(id) &&
          amount.currency === subscription.currency &&
          (kind === 'one-time' ||
            (interval.unit === subscription.interval.unit && interval.count === subscription.interval.count)),
      )
      .map((price) => ({ id: price.id, label: `${name}, ${showPrice(price)}` })),
  )
  return (
    <>
      {products.isError && <LoadError error={products.error} onRetry={() => void products.refetch()} />}
      <Field
        label={text.newPrice}
        {...(products.data && prices.length === 0 ? { help: text.noPriceOf[kind] } : {})}
      >
        {(control) => (
          <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
            <option value="">{text.choosePrice}</option>
            {prices.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  )
}

interface QuantityFieldProps {
  value: string
  onChange: (typed: string) => void
}

export const QuantityField = ({ value, onChange }: QuantityFieldProps) => (
  <Field label={text.quantity}>
    {(control) => (
      <input
        {...control}
        inputMode="numeric"
        maxLength={5}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={controlClass}
      />
    )}
  </Field>
)
