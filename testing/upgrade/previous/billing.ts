import { z } from 'zod'
import { bodyOf } from '../../http-client.ts'
import { loginPassword } from '../../system/onboarding.ts'
import type { Program } from './program.ts'

const withId = z.looseObject({ id: z.string() })
const amount = z.object({ currency: z.string(), amount: z.string() })
const invoices = z.looseObject({
  items: z.array(z.looseObject({ id: z.string(), amountDue: amount })),
})

const company = {
  legalName: 'Example Hosting GmbH',
  address: { line1: 'Hauptstr. 1', city: 'Berlin', postcode: '10115', country: 'DE' },
  taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
  email: 'billing@hosting.example',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
}

/** Adds a product with taxes. @returns the id of its price */
export async function addPlan({ admin }: Program): Promise<string> {
  bodyOf(await admin('PATCH', '/api/v1/billing-settings/company', { body: company }), 200, z.unknown())
  const vat = { country: 'DE', name: 'VAT', percent: '19', validFrom: '2007-01-01' }
  bodyOf(await admin('POST', '/api/v1/tax-rates', { body: vat }), 201, z.unknown())
  const product = { name: 'Website care', withHosting: false }
  const { id } = bodyOf(await admin('POST', '/api/v1/products', { body: product }), 201, withId)
  const price = { amount: { currency: 'EUR', amount: '2500' }, interval: { unit: 'month' } }
  return bodyOf(await admin('POST', `/api/v1/products/${id}/prices`, { body: price }), 201, withId).id
}

/** Sells the plan to a new customer, which writes an invoice. */
export async function sell({ admin }: Program, name: string, priceId: string): Promise<void> {
  const body = {
    email: `${name}@example.com`,
    fullName: `Customer ${name}`,
    password: loginPassword,
    subscription: { priceId },
  }
  bodyOf(await admin('POST', '/api/v1/customers', { body }), 201, z.unknown())
}

/** Pays the only open invoice. @throws {Error} if it is not paid afterwards */
export async function pay({ admin }: Program): Promise<void> {
  const open = async () => bodyOf(await admin('GET', '/api/v1/invoices?status=open'), 200, invoices).items
  const [only, ...others] = await open()
  if (!only || others.length > 0) throw new Error(`${others.length + (only ? 1 : 0)} invoices are open.`)
  const body = {
    amount: only.amountDue,
    method: 'cash',
    receivedOn: new Date().toISOString().slice(0, 10),
  }
  bodyOf(await admin('POST', `/api/v1/invoices/${only.id}/payments`, { body }), 201, z.unknown())
  if ((await open()).length > 0) throw new Error('The invoice is open after its payment.')
}
