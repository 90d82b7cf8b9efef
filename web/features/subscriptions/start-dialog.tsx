import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { AddOnsField, addOnsIn, type ChosenAddOns } from '../../shared/billing/add-ons-field.tsx'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { PriceField, priceOptions, recurringPrices } from '../../shared/billing/price-field.tsx'
import { QuantityField, quantityIn } from '../../shared/billing/quantity-field.tsx'
import { useFreeAccounts } from '../../shared/billing/use-account-links.ts'
import { useProductsOnSale } from '../../shared/billing/use-products-on-sale.ts'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { LoadError } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { AccountField } from './account-field.tsx'
import { useSettledBody } from './use-settled-body.ts'

const text = words.subscriptions

/** Starts a subscription for a customer, after a preview of its first invoice. */
export function StartDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const queryClient = useQueryClient()
  const key = useIdempotencyKey()
  const products = useProductsOnSale()
  const settings = useQuery(api.company.settings.queryOptions())
  const [priceId, setPriceId] = useState('')
  const [quantity, setQuantity] = useState('1')
  const [chosenDate, setChosenDate] = useState<string | null>(null)
  const [trialEndsOn, setTrialEndsOn] = useState('')
  const [coupon, setCoupon] = useState('')
  const [accountId, setAccountId] = useState('')
  const { accounts = [] } = useFreeAccounts(customerId, null)
  const [chosenAddOns, setChosenAddOns] = useState<ChosenAddOns>({})
  const startOn = chosenDate ?? settings.data?.today ?? ''

  const count = quantityIn(quantity)
  const addOns = addOnsIn(chosenAddOns)
  const isComplete = priceId !== '' && count !== null && addOns !== null && startOn !== ''
  const { body, outdated } = useSettledBody({
    customerId,
    priceId,
    quantity: count ?? 1,
    startOn,
    ...(trialEndsOn ? { trialEndsOn } : {}),
    ...(addOns?.length ? { addOns } : {}),
    ...(coupon.trim() ? { couponCode: coupon.trim() } : {}),
  })
  const preview = useQuery({
    ...api.subscriptions.preview.queryOptions({ input: body }),
    enabled: isComplete && !outdated,
  })
  const prices = priceOptions(products.data ?? [], 'plan')
  const plan = (products.data ?? []).flatMap(recurringPrices).find(({ id }) => id === priceId)
  return (
    <PlannedDialog
      title={text.startTitle}
      confirm={text.start}
      confirming={text.starting}
      preview={isComplete ? preview : null}
      outdated={outdated}
      onConfirm={async (planHash) => {
        await client.subscriptions.create(
          { ...body, planHash, ...(accountId === '' ? {} : { hostingAccountId: accountId }) },
          { context: { idempotencyKey: key.current() } },
        )
        for (const entity of [api.subscriptions, api.invoices, api.ledger])
          void queryClient.invalidateQueries({ queryKey: entity.key() })
        toast.success(text.started)
      }}
      onClose={onClose}
    >
      <p className="text-muted">{text.startMeans}</p>
      {products.isError && <LoadError error={products.error} onRetry={() => void products.refetch()} />}
      {products.data && prices.length === 0 && <p role="status">{text.noPrices}</p>}
      <PriceField
        label={text.price}
        value={priceId}
        options={[['', text.choosePrice], ...prices]}
        onChange={({ target }) => {
          setPriceId(target.value)
          setChosenAddOns({})
        }}
      />
      <QuantityField value={quantity} onChange={setQuantity} />
      {plan && (
        <AddOnsField
          products={products.data ?? []}
          plan={plan}
          value={chosenAddOns}
          onChange={setChosenAddOns}
        />
      )}
      {accounts.length > 0 && (
        <AccountField
          label={text.useAccount}
          help={text.useAccountHelp}
          accounts={accounts}
          value={accountId}
          onChange={setAccountId}
        />
      )}
      <Field label={text.startOn}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={startOn}
            onChange={({ target }) => setChosenDate(target.value)}
            className={controlClass}
          />
        )}
      </Field>
      <Field label={text.trialEnds} help={text.trialEndsMeans} optional>
        {(control) => (
          <input
            {...control}
            type="date"
            value={trialEndsOn}
            onChange={({ target }) => setTrialEndsOn(target.value)}
            className={controlClass}
          />
        )}
      </Field>
      <Field label={text.coupon} optional>
        {(control) => (
          <input
            {...control}
            {...notALogin}
            maxLength={64}
            value={coupon}
            onChange={({ target }) => setCoupon(target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </PlannedDialog>
  )
}
