import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { Price, Product } from '#contracts/products/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { api } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { AddOnsField, type ChosenAddOns } from '../../shared/billing/add-ons-field.tsx'
import { amountText, isZero } from '../../shared/billing/amount.tsx'
import { Preview } from '../../shared/billing/preview.tsx'
import { PriceField, priceText, recurringPrices } from '../../shared/billing/price-field.tsx'
import { useProductsOnSale } from '../../shared/billing/use-products-on-sale.ts'
import { Button } from '../../ui/button.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import type { AddCustomerValues } from './add-customer-values.ts'
import { PlanHosting } from './plan-hosting.tsx'
import { boughtFields } from './plan-values.ts'

const text = words.subscriptions.plan

interface Plan {
  product: Product
  /** The prices that a new customer can buy. */
  prices: readonly Price[]
}

/** The plans that can be sold to a new customer. They are billed in the currency of the company. */
const plansIn = (products: readonly Product[], currency: string | undefined): Plan[] =>
  products
    .filter(({ kind }) => kind === 'plan')
    .map((product) => ({
      product,
      prices: recurringPrices(product).filter(
        ({ amount }) => currency === undefined || amount.currency === currency,
      ),
    }))
    .filter(({ prices }) => prices.length > 0)

/** The plan that the new customer buys. Empty if no plan is on sale. */
export function PlanFields({ servers }: { servers: readonly Server[] | undefined }) {
  const { control, formState } = useFormContext<AddCustomerValues>()
  const productId = useWatch({ control, name: 'subscription.productId' })
  const products = useProductsOnSale()
  const settings = useQuery(api.company.settings.queryOptions())
  const loaded = products.data !== undefined && !settings.isPending
  const plans = loaded ? plansIn(products.data, settings.data?.company?.currency) : []
  const error = products.data === undefined && !products.isFetching ? products.error : null
  // A chosen plan that was withdrawn is reported, even if it was the only one.
  const isShown = plans.length > 0 || (loaded && productId !== '') || formState.errors.subscription
  return (
    <>
      {isShown &&
        (settings.data?.company === null ? (
          <CompanyFirst />
        ) : (
          <PlanChoice products={products.data ?? []} plans={plans} servers={servers} />
        ))}
      <LiveRegion className="empty:-mt-4">
        {!loaded && error === null && <p className="text-sm text-muted">{text.loading}</p>}
        {error && (
          <Notice tone="warn">
            <p>{text.notLoaded(explain(error))}</p>
            <Button size="sm" className="mt-2" onClick={() => void products.refetch()}>
              {words.common.retry}
            </Button>
          </Notice>
        )}
      </LiveRegion>
    </>
  )
}

const CompanyFirst = () => (
  <p className="border-t border-line pt-4 text-sm text-muted">
    {text.companyFirst}{' '}
    <Link to="/settings/billing" className="font-medium text-accent-text underline">
      {text.toCompany}
    </Link>
  </p>
)

interface PlanChoiceProps {
  products: readonly Product[]
  plans: readonly Plan[]
  servers: readonly Server[] | undefined
}

function PlanChoice({ products, plans, servers }: PlanChoiceProps) {
  const { register, setValue, setError, clearErrors, control, formState } =
    useFormContext<AddCustomerValues>()
  const { productId, priceId } = useWatch({ control, name: 'subscription' })
  const errors = formState.errors.subscription
  const addOns = useWatch({ control, name: 'subscription.addOns' })
  const plan = plans.find(({ product }) => product.id === productId)
  const price = plan?.prices.find(({ id }) => id === priceId)
  // Only the amount that staff chose may be sold.
  const lost = productId !== '' && !plan ? 'productId' : plan && priceId !== '' && !price ? 'priceId' : null
  useEffect(() => {
    if (lost === null) return
    setValue(`subscription.${lost}`, '')
    setError(`subscription.${lost}`, { type: 'withdrawn', message: text.withdrawn })
  }, [lost, setValue, setError])

  const section = useRef<HTMLDivElement>(null)
  // The fields that a plan reveals would be out of view.
  useEffect(() => {
    if (productId !== '') section.current?.scrollIntoView({ block: 'nearest' })
  }, [productId])

  const choosePlan = (id: string) => {
    clearErrors('subscription')
    const chosen = plans.find(({ product }) => product.id === id)
    setValue('subscription.priceId', chosen?.prices[0]?.id ?? '', { shouldValidate: formState.isSubmitted })
    setValue('subscription.addOns', {})
  }
  const choosePrice = () => {
    clearErrors(['subscription.priceId', 'subscription.addOns', 'subscription.planHash'])
    setValue('subscription.addOns', {})
  }
  const chooseAddOns = (chosen: ChosenAddOns) => {
    clearErrors(['subscription.addOns', 'subscription.planHash'])
    setValue('subscription.addOns', chosen, { shouldValidate: formState.isSubmitted })
  }
  return (
    <div ref={section} className="space-y-4 border-t border-line pt-4">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 min-[900px]:grid-cols-2">
        <PriceField
          label={text.label}
          {...register('subscription.productId', {
            onChange: ({ target }: { target: { value: string } }) => choosePlan(target.value),
          })}
          title={plan?.product.name}
          error={errors?.productId?.message}
          options={[['', text.none], ...plans.map(({ product }) => [product.id, product.name] as const)]}
        />
        {plan && (
          <PriceField
            label={text.price}
            {...register('subscription.priceId', { onChange: choosePrice })}
            options={[
              ...(price ? [] : [['', words.subscriptions.choosePrice] as const]),
              ...plan.prices.map((one) => [one.id, priceText(one)] as const),
            ]}
            error={errors?.priceId?.message}
          />
        )}
      </div>
      {plan && price && (
        <>
          <AddOnsField
            products={products}
            plan={price}
            value={addOns}
            onChange={chooseAddOns}
            error={errors?.addOns?.message?.toString()}
          />
          {Object.keys(addOns).length === 0 && (
            <p className="text-sm text-muted tabular-nums">{firstInvoiceText(price)}</p>
          )}
          <FirstInvoice priceId={price.id} />
          <PlanHosting product={plan.product} servers={servers} />
        </>
      )}
    </div>
  )
}

/** The first invoice with its tax. The customer has no billing details yet, so it is taxed as in the company's country. */
function FirstInvoice({ priceId }: { priceId: string }) {
  const { control, setValue, formState } = useFormContext<AddCustomerValues>()
  const provision = useWatch({ control, name: 'subscription.provision' })
  const chosen = useWatch({ control, name: 'subscription.addOns' })
  const withHosting = useWatch({ control, name: 'withHosting' })
  const { addOns, ...bought } = boughtFields({ priceId, addOns: chosen, provision }, withHosting)
  const preview = useQuery({
    ...api.subscriptions.previewNewCustomer.queryOptions({ input: { ...bought, ...(addOns && { addOns }) } }),
    enabled: addOns !== null,
  })
  const planHash = preview.isError || addOns === null ? undefined : preview.data?.planHash
  useEffect(() => setValue('subscription.planHash', planHash ?? ''), [planHash, setValue])
  if (addOns === null) return null
  const isTaxed = preview.data?.invoice?.taxes.some(({ amount }) => !isZero(amount))
  return (
    <>
      <Preview
        query={preview}
        title={text.preview}
        changed={formState.errors.subscription?.planHash !== undefined}
      />
      {isTaxed && <p className="text-sm text-muted">{text.taxOfCompany}</p>}
    </>
  )
}

/** The amounts as they are agreed. */
function firstInvoiceText({ amount, setupFee, taxIncluded }: Price): string {
  const tax = taxIncluded ? words.products.taxIncludedFact : words.products.taxExcludedFact
  return isZero(setupFee)
    ? text.firstInvoice(amountText(amount), tax)
    : text.firstInvoiceWithFee(amountText(amount), amountText(setupFee), tax)
}
