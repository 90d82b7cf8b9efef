import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { invoice } from '#contracts/invoices/schemas.ts'
import { sale } from '#contracts/subscriptions/schemas.ts'
import { callApi } from './call-api.ts'
import { newPerson, type Person } from './people.ts'

const made = z.object({ id: z.string() })
const idOf = (body: unknown) => made.parse(body).id

export const eur = (amount: string) => ({ amount, currency: 'EUR' })

/** A company in Germany whose days are those of UTC, with bank details and VAT of 19%. */
export async function setUpCompany(request: APIRequestContext): Promise<void> {
  await callApi(request, 'patch', '/billing-settings/company', {
    legalName: 'Example Hosting GmbH',
    address: { line1: 'Hauptstr. 1', city: 'Berlin', postcode: '10115', country: 'DE' },
    taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
    email: 'billing@hosting.example',
    timeZone: 'UTC',
    currency: 'EUR',
  })
  await callApi(request, 'patch', '/billing-settings/payment-terms', {
    paymentTermsDays: 14,
    invoiceDaysAhead: 0,
    bankDetails: {
      accountHolder: 'Example Hosting GmbH',
      iban: 'DE89370400440532013000',
      bic: 'COBADEFFXXX',
    },
  })
  await callApi(request, 'post', '/tax-rates', {
    country: 'DE',
    name: 'VAT',
    percent: '19',
    validFrom: '2007-01-01',
  })
}

interface NewPlan {
  readonly name: string
  /** In minor units of EUR. */
  readonly amount: string
  readonly taxIncluded?: boolean
  readonly withHosting?: boolean
}

/** A plan with one monthly price. Returns the id of the price. */
export async function addPlan(
  request: APIRequestContext,
  { name, amount, taxIncluded = false, withHosting = false }: NewPlan,
): Promise<string> {
  const product = idOf(await callApi(request, 'post', '/products', { name, withHosting }))
  const price = { amount: eur(amount), interval: { unit: 'month' }, taxIncluded }
  return idOf(await callApi(request, 'post', `/products/${product}/prices`, price))
}

const startedSale = z.object({
  subscription: made,
  invoice,
  hosting: z.object({ account: made }).nullable(),
})

export interface Sold {
  readonly person: Person
  readonly customerId: string
  readonly subscriptionId: string
  /** Of the first period. */
  readonly invoice: z.infer<typeof invoice>
  readonly accountId: string | null
}

/** A new customer in Germany with a subscription, and with its hosting if a server is given. */
export async function sell(
  request: APIRequestContext,
  priceId: string,
  { person = newPerson(), serverId }: { person?: Person; serverId?: string } = {},
): Promise<Sold> {
  const { username, hostingPassword, ...login } = person
  const { customer } = sale.parse(await callApi(request, 'post', '/customers', login))
  await callApi(request, 'patch', `/customers/${customer.id}/billing-profile`, {
    line1: 'Lange Str. 12',
    postcode: '20095',
    city: 'Hamburg',
    country: 'DE',
  })
  const started = startedSale.parse(
    await callApi(request, 'post', '/subscriptions', {
      customerId: customer.id,
      priceId,
      ...(serverId === undefined
        ? {}
        : { provision: 'now', provisioning: { username, password: hostingPassword, serverId } }),
    }),
  )
  return {
    person,
    customerId: customer.id,
    subscriptionId: started.subscription.id,
    invoice: started.invoice,
    accountId: started.hosting?.account.id ?? null,
  }
}
