import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { callApi } from './call-api.ts'
import { newPerson } from './people.ts'

const made = z.object({ id: z.string() })

/** Sends a request that must succeed, and returns the id in its response, or "". */
export const send = async (
  request: APIRequestContext,
  method: 'post' | 'patch',
  path: string,
  data: object,
): Promise<string> => made.safeParse(await callApi(request, method, path, data)).data?.id ?? ''

export const eur = (amount: string) => ({ amount, currency: 'EUR' })

/** A company in Germany that bills in EUR. */
export const saveCompany = (request: APIRequestContext) =>
  send(request, 'patch', '/billing-settings/company', {
    legalName: 'Example Hosting GmbH',
    address: { line1: 'Hauptstr. 1', city: 'Berlin', postcode: '10115', country: 'DE' },
    taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
    email: 'billing@hosting.example',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    footer: 'Amtsgericht Berlin, HRB 12345',
  })

/** A striped PNG file, as base64. */
const logo =
  'iVBORw0KGgoAAAANSUhEUgAAAHgAAAAgCAIAAABW2ysfAAAAXUlEQVR42u3QMREAIAwAsUrABMpQgqxqwkQd0Klb7n7+IbHPa1t523z+BSDQoEGDBg0aEGjQoEGDBg0INGjQoEGDBgQaNGjQoEEDAg0aNGjQoAGBBg0aNGjQgKY/BTB6iq0ewuARAAAAAElFTkSuQmCC'

/** Products, coupons, settings and a customer with billing details. @returns the id of the customer */
export async function fillCatalogue(request: APIRequestContext): Promise<string> {
  const post = (path: string, data: object) => send(request, 'post', path, data)
  const patch = (path: string, data: object) => send(request, 'patch', path, data)
  await saveCompany(request)
  await patch('/billing-settings/payment-terms', {
    bankDetails: {
      accountHolder: 'Example Hosting GmbH',
      iban: 'DE89370400440532013000',
      bic: 'COBADEFFXXX',
    },
  })
  await post('/billing-settings/logo', { data: logo })
  const business = await post('/products', {
    name: 'Business Hosting',
    description: '10 websites, 50 GB of storage.\nDaily backups for 30 days.',
    packageId: 7,
    serverTags: ['ssd', 'eu'],
  })
  const price = (id: string, data: object) => post(`/products/${id}/prices`, data)
  await price(business, { amount: eur('1250'), interval: { unit: 'month' }, setupFee: eur('990') })
  await price(business, { amount: eur('12500'), interval: { unit: 'year' }, taxIncluded: true })
  await price(business, {
    amount: { amount: '2100', currency: 'JPY' },
    interval: { unit: 'month', count: 3 },
  })
  const old = await price(business, { amount: eur('990'), interval: { unit: 'month' } })
  await patch(`/prices/${old}`, { isArchived: true })
  await post('/products', { name: 'דומיין נוסף', kind: 'add-on', isVisible: false })
  const move = await post('/products', { name: 'Website move', kind: 'one-time', taxCategory: 'services' })
  await price(move, { amount: eur('4900'), interval: { unit: 'once' } })
  await post('/coupons', { code: 'WELCOME10', percent: '10', durationPeriods: 3, maxRedemptions: 100 })
  await post('/coupons', {
    code: 'MOVE',
    amount: eur('2500'),
    productIds: [move],
    scope: 'all',
    expiresOn: '2027-01-01',
  })
  await post('/tax-rates', { country: 'DE', name: 'VAT', percent: '19', validFrom: '2007-01-01' })
  await post('/tax-rates', {
    country: 'DE',
    name: 'VAT',
    percent: '7',
    category: 'reduced',
    validFrom: '2007-01-01',
  })
  await post('/tax-rates', {
    country: 'CA',
    region: 'QC',
    name: 'QST',
    percent: '9.975',
    validFrom: '2013-01-01',
  })
  await post('/tax-rates', {
    country: 'FI',
    name: 'VAT',
    percent: '24',
    validFrom: '2013-01-01',
    validUntil: '2024-09-01',
  })
  const { id } = z
    .object({ customer: made })
    .transform(({ customer }) => customer)
    .parse(
      await (
        await request.post('/api/v1/customers', {
          data: { ...newPerson('Ada'), password: 'Login-Pass-5521' },
        })
      ).json(),
    )
  await patch(`/customers/${id}/billing-profile`, {
    line1: 'Mariahilfer Str. 1',
    postcode: '1060',
    city: 'Wien',
    country: 'AT',
    phone: '+43 1 234567',
    taxId: 'ATU12345678',
    paymentTermsDays: 30,
    notes: 'Pays at the end of the month.',
  })
  await post(`/customers/${id}/billing-profile/tax-id-check`, {
    taxId: 'ATU12345678',
    result: 'valid',
    evidence: 'VIES WAPIAAAAX1',
  })
  return id
}
