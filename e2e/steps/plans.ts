import type { APIRequestContext } from '@playwright/test'
import { eur, saveCompany, send } from './catalogue.ts'

interface Plan {
  name: string
  packageId?: number
  serverTags?: readonly string[]
}

/** A plan for 12.50 EUR a month or 125 EUR a year, with a setup fee of 9.90 EUR. */
export async function addPlan(request: APIRequestContext, plan: Plan): Promise<void> {
  const id = await send(request, 'post', '/products', plan)
  const price = (data: object) =>
    send(request, 'post', `/products/${id}/prices`, { setupFee: eur('990'), ...data })
  await price({ amount: eur('1250'), interval: { unit: 'month' } })
  await price({ amount: eur('12500'), interval: { unit: 'year' } })
}

/** A company that charges VAT of 19%, and sells one plan. */
export async function sellOnePlan(request: APIRequestContext, plan: Plan): Promise<void> {
  await saveCompany(request)
  await send(request, 'post', '/tax-rates', {
    country: 'DE',
    name: 'VAT',
    percent: '19',
    validFrom: '2007-01-01',
  })
  await addPlan(request, plan)
}

/** An add-on for 4.00 EUR a month, with a setup fee of 9.90 EUR. */
export async function addAddOn(request: APIRequestContext, name: string): Promise<void> {
  const id = await send(request, 'post', '/products', { name, kind: 'add-on' })
  const price = { amount: eur('400'), interval: { unit: 'month' }, setupFee: eur('990') }
  await send(request, 'post', `/products/${id}/prices`, price)
}
