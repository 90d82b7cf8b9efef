import { z } from 'zod'
import { money } from '#contracts/money/schemas.ts'
import { type Client, inParallel } from './client.ts'

const withId = z.object({ id: z.string() })
const anything = z.unknown()
const settings = z.object({ today: z.string() })
const openInvoices = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      customerId: z.string(),
      dueOn: z.string(),
      amountDue: money,
    }),
  ),
  nextCursor: z.string().nullable(),
})
type OpenInvoice = z.infer<typeof openInvoices>['items'][number]

const euro = (amount: string) => ({ amount, currency: 'EUR' })
const termsDays = 10
const dayMs = 86_400_000
const concurrency = 4

/** The plans: the description, the price of each interval in cents, and the setup fee. */
const plans = [
  { name: 'Starter', description: '1 website, 10 GB of storage.', prices: [['month', '590', '0']] },
  {
    name: 'Business',
    description: '10 websites, 50 GB of storage.\nDaily backups for 30 days.',
    prices: [
      ['month', '1490', '990'],
      ['year', '14900', '0'],
    ],
  },
  { name: 'Agency', description: '50 websites, 250 GB of storage.', prices: [['month', '3990', '1990']] },
] as const

/** In a country where most customers are, and one outside the European Union. */
const places = [
  { line1: 'Hauptstr. 1', postcode: '10115', city: 'Berlin', country: 'DE' },
  { line1: 'Seestr. 14', postcode: '80331', city: 'München', country: 'DE' },
  { line1: 'Bahnhofstr. 3', postcode: '8001', city: 'Zürich', country: 'CH' },
]

export interface SeedBilling {
  /** The `subscription` of a new customer. Null: one without a plan. */
  saleOf(number: number, withHosting: boolean): { priceId: string } | null
  /** Saves the address of a customer with a plan. */
  sold(customerId: string, number: number): Promise<void>
  /** Runs the invoice run of a day and records the payments of that day. */
  endDay(): Promise<void>
}

/** Saves the settings, and adds the plans. */
export async function openBilling(client: Client): Promise<SeedBilling> {
  await saveSettings(client)
  const priceIds: string[] = []
  for (const { name, description, prices } of plans) {
    const { id } = await client.post('/products', { name, description }, withId)
    for (const [unit, amount, setupFee] of prices) {
      const price = { amount: euro(amount), interval: { unit }, setupFee: euro(setupFee) }
      priceIds.push((await client.post(`/products/${id}/prices`, price, withId)).id)
    }
  }
  const care = await client.post('/products', { name: 'Website care', withHosting: false }, withId)
  const carePrice = await client.post(
    `/products/${care.id}/prices`,
    { amount: euro('2500'), interval: { unit: 'month' } },
    withId,
  )
  /** Customers who do not pay, so that some invoices are overdue. */
  const late = new Set<string>()
  return {
    saleOf(number, withHosting) {
      if (withHosting) {
        const priceId = priceIds[number % priceIds.length]
        return priceId === undefined || number % 5 === 0 ? null : { priceId }
      }
      return number % 8 === 0 ? { priceId: carePrice.id } : null
    },
    async sold(customerId, number) {
      if (number % 11 === 1) late.add(customerId)
      const place = places[number % 7 === 0 ? 2 : number % 2]
      if (place) await client.patch(`/customers/${customerId}/billing-profile`, place, anything)
    },
    async endDay() {
      await client.post('/billing/run', {}, anything)
      const { today } = await client.get('/billing-settings', settings)
      const paid = (await readOpenInvoices(client)).filter(
        ({ customerId, dueOn }) => !late.has(customerId) && isDueSoon(dueOn, today),
      )
      await inParallel(paid, concurrency, (invoice) => pay(client, invoice, today))
    },
  }
}

async function saveSettings(client: Client): Promise<void> {
  await client.patch(
    '/billing-settings/company',
    {
      legalName: 'Example Hosting GmbH',
      address: { line1: 'Hauptstr. 1', city: 'Berlin', postcode: '10115', country: 'DE' },
      taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
      email: 'billing@hosting.example',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
    },
    anything,
  )
  const bankDetails = { accountHolder: 'Example Hosting GmbH', iban: 'DE89370400440532013000' }
  await client.patch(
    '/billing-settings/payment-terms',
    { paymentTermsDays: termsDays, bankDetails },
    anything,
  )
  const vat = { country: 'DE', name: 'VAT', percent: '19', validFrom: '2007-01-01' }
  await client.post('/tax-rates', vat, anything)
  await client.patch(
    '/dunning/policy',
    {
      isEnabled: true,
      steps: [
        { day: 3, action: 'remind' },
        { day: 10, action: 'late-fee', fee: { amounts: [euro('500')] } },
        { day: 21, action: 'suspend' },
        { day: 60, action: 'ask-to-terminate' },
      ],
      brake: { mostPercent: 20, mostAccounts: 50 },
      hours: { from: 0, until: 24, weekdaysOnly: false },
    },
    anything,
  )
}

const isDueSoon = (dueOn: string, today: string) => Date.parse(dueOn) - Date.parse(today) <= 4 * dayMs

async function readOpenInvoices(client: Client): Promise<OpenInvoice[]> {
  const all: OpenInvoice[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: z.infer<typeof openInvoices> = await client.get(
      `/invoices?status=open&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      openInvoices,
    )
    all.push(...page.items)
    cursor = page.nextCursor
  }
  return all
}

async function pay(
  client: Client,
  { id, number, amountDue }: OpenInvoice,
  receivedOn: string,
): Promise<void> {
  const payment = { amount: amountDue, method: 'bank-transfer', reference: number, receivedOn }
  await client.post(`/invoices/${id}/payments`, payment, anything)
}
