import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { callApi } from './call-api.ts'
import { newPerson } from './people.ts'

const products = z.object({
  items: z.array(
    z.object({
      prices: z.array(
        z.object({
          id: z.string(),
          amount: z.object({ currency: z.string() }),
          interval: z.object({ unit: z.string() }),
          isArchived: z.boolean(),
        }),
      ),
    }),
  ),
})
const made = z.object({ id: z.string() })

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** Starts subscriptions of the catalogue for three customers, and records the payment of the second one. */
export async function sellSubscriptions(request: APIRequestContext): Promise<void> {
  const { items } = products.parse(await callApi(request, 'get', '/products'))
  const usable = items
    .flatMap((product) => product.prices)
    .filter(
      ({ amount, interval, isArchived }) =>
        amount.currency === 'EUR' && interval.unit !== 'once' && !isArchived,
    )
  for (const [index, startedDaysAgo] of [0, 40, 70].entries()) {
    const created = await callApi(request, 'post', '/customers', {
      ...newPerson('Buyer'),
      password: 'Login-Pass-5521',
    })
    const { id: customerId } = z.object({ customer: made }).parse(created).customer
    await callApi(request, 'patch', `/customers/${customerId}/billing-profile`, {
      line1: 'Street 1',
      postcode: '10115',
      city: 'Berlin',
      country: 'DE',
    })
    await callApi(request, 'post', '/subscriptions', {
      customerId,
      priceId: usable[index % usable.length]?.id,
      quantity: 1 + index * 3,
      startOn: daysAgo(startedDaysAgo),
    })
    if (index === 1)
      await callApi(request, 'post', '/payments', {
        customerId,
        amount: { amount: '5000', currency: 'EUR' },
        method: 'bank-transfer',
        reference: 'Transfer',
        receivedOn: daysAgo(0),
      })
  }
}
