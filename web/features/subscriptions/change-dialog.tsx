import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Subscription, SubscriptionItem } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { oneOf } from '../../lib/one-of.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { PriceField, type PriceOption, priceOptions, sharesCycle } from '../../shared/billing/price-field.tsx'
import { QuantityField, quantityIn } from '../../shared/billing/quantity-field.tsx'
import { useProductsOnSale } from '../../shared/billing/use-products-on-sale.ts'
import { showPrice } from '../../shared/money/show-money.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useSettledBody } from './use-settled-body.ts'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions
const times = ['now', 'renewal'] as const

/** Changes price or quantity of an item, after a preview of the proration. */
export function ChangeDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const current = subscription.items.filter(({ untilOn }) => untilOn === null)
  const [itemId, setItemId] = useState(current[0]?.id ?? '')
  const item = current.find(({ id }) => id === itemId)
  if (!item) return null
  return (
    <ChangeForm
      key={item.id}
      subscription={subscription}
      item={item}
      replaced={replacedBy(item, subscription)}
      choose={
        current.length > 1 && (
          <Field label={text.item}>
            {(control) => (
              <Select {...control} value={itemId} onChange={({ target }) => setItemId(target.value)}>
                {current.map(({ id, productName }) => (
                  <option key={id} value={id}>
                    {productName}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )
      }
      onClose={onClose}
    />
  )
}

/** The item that an agreed one replaces at the next renewal. */
const replacedBy = (item: SubscriptionItem, { items, billedThrough }: Subscription) =>
  billedThrough !== null && item.fromOn >= billedThrough
    ? items.find(({ id, untilOn }) => id === item.replacesId && untilOn === item.fromOn)
    : undefined

interface ChangeFormProps {
  subscription: Subscription
  item: SubscriptionItem
  /** A change is agreed: the item until then. */
  replaced: SubscriptionItem | undefined
  choose: ReactNode
  onClose: () => void
}

function ChangeForm({ subscription, item, replaced, choose, onClose }: ChangeFormProps) {
  const products = useProductsOnSale()
  const [priceId, setPriceId] = useState(item.priceId)
  const [quantity, setQuantity] = useState(String(item.quantity))
  const [at, setAt] = useState<(typeof times)[number]>(replaced ? 'renewal' : 'now')
  const actions = useSubscriptionActions(subscription.id)
  const key = useIdempotencyKey()

  const count = quantityIn(quantity)
  const isChanged = count !== null && (priceId !== item.priceId || count !== item.quantity)
  const { body, outdated } = useSettledBody({
    itemId: item.id,
    ...(priceId === item.priceId ? {} : { priceId }),
    ...(count === null || count === item.quantity ? {} : { quantity: count }),
    at,
  })
  const preview = useQuery({
    ...api.subscriptions.previewChange.queryOptions({ input: { ...body, id: subscription.id } }),
    enabled: isChanged && !outdated,
  })
  const { currency } = item.unitAmount
  const others = priceOptions(
    products.data ?? [],
    item.productKind,
    (price) =>
      price.id !== item.priceId &&
      price.id !== replaced?.priceId &&
      (item.productKind === 'plan'
        ? price.amount.currency === currency
        : sharesCycle(price, { amount: item.unitAmount, interval: item.interval })),
    showPrice,
  )
  const known: PriceOption[] = replaced
    ? [
        [item.priceId, optionText(item, text.agreed)],
        ...(replaced.priceId === item.priceId
          ? []
          : [[replaced.priceId, optionText(replaced, text.current)] as const]),
      ]
    : [[item.priceId, optionText(item, text.current)]]
  return (
    <PlannedDialog
      title={text.changeTitle}
      confirm={text.change}
      confirming={text.changing}
      preview={isChanged ? preview : null}
      outdated={outdated}
      onConfirm={async (planHash) => {
        await actions.change({ ...body, planHash }, key.current())
        toast.success(text.changed)
      }}
      onClose={onClose}
    >
      {choose}
      {replaced && (
        <p className="text-muted">{text.changeAgreed(formatLocalDate(item.fromOn), itemText(replaced))}</p>
      )}
      <PriceField
        label={text.newPrice}
        value={priceId}
        options={[...known, ...others]}
        onChange={({ target }) => setPriceId(target.value)}
      />
      <QuantityField value={quantity} onChange={setQuantity} />
      {!replaced && (
        <Field label={text.at}>
          {(control) => (
            <Select
              {...control}
              value={at}
              onChange={({ target }) => setAt(oneOf(times, target.value) ?? 'now')}
            >
              <option value="now">{text.atNow}</option>
              <option value="renewal">{text.atRenewal}</option>
            </Select>
          )}
        </Field>
      )}
      {!isChanged && <p className="text-muted">{text.unchanged}</p>}
    </PlannedDialog>
  )
}

const optionText = ({ productName, unitAmount, interval }: SubscriptionItem, state: string) =>
  `${productName}, ${showPrice({ amount: unitAmount, interval })} (${state})`

const itemText = ({ productName, quantity }: SubscriptionItem) =>
  quantity === 1 ? productName : `${quantity} \u00d7 ${productName}`
