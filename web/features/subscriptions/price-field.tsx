import type { ProductKind } from '#contracts/products/schemas.ts'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import { PriceField, priceOptions, sharesCycle } from '../../shared/billing/price-field.tsx'
import { useProductsOnSale } from '../../shared/billing/use-products-on-sale.ts'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions

interface ExtraPriceFieldProps {
  subscription: Subscription
  kind: Exclude<ProductKind, 'plan'>
  value: string
  onChange: (priceId: string) => void
}

/** The prices on sale of one kind of product that fit the currency, and the cycle, of a subscription. */
export function ExtraPriceField({ subscription, kind, value, onChange }: ExtraPriceFieldProps) {
  const products = useProductsOnSale()
  const used = new Set(subscription.items.flatMap(({ priceId, untilOn }) => (untilOn ? [] : [priceId])))
  const { currency, interval } = subscription
  const prices = priceOptions(
    products.data ?? [],
    kind,
    (price) =>
      !used.has(price.id) &&
      (kind === 'one-time'
        ? price.amount.currency === currency
        : sharesCycle(price, { amount: { amount: '0', currency }, interval })),
  )
  return (
    <>
      {products.isError && <LoadError error={products.error} onRetry={() => void products.refetch()} />}
      <PriceField
        label={text.newPrice}
        help={products.data && prices.length === 0 ? text.noPriceOf[kind] : undefined}
        value={value}
        options={[['', text.choosePrice], ...prices]}
        onChange={({ target }) => onChange(target.value)}
      />
    </>
  )
}
