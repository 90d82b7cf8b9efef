import { fillCatalogue } from '../steps/catalogue.ts'
import { sellSubscriptions } from '../steps/sample-sales.ts'
import { test } from '../system/test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 600_000 })

const reports = ['revenue', 'tax', 'aging', 'mrr'] as const
const addressOf = (report: string) => (report === 'revenue' ? '/reports' : `/reports?report=${report}`)

const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`)
const money = (amount: number, currency = 'EUR') => ({ amount: String(amount), currency })
const range = { from: '2026-01-01', to: '2026-12-20' }
const names = [
  'Business Hosting',
  'Wolfeschlegelsteinhausenbergerdorff Internationale Beteiligungsgesellschaft mbH & Co. KG Managed Server',
  'דומיין נוסף',
]
const growing = (index: number) => 184_250_00 + index * 12_345_67 - (index % 4) * 30_000_00

const large = {
  revenue: {
    ...range,
    items: ['EUR', 'JPY'].map((currency) => ({
      currency,
      total: money(3_456_789_01, currency),
      products: [
        ...names.map((name, index) => ({
          product: { id: `00000000-0000-7000-8000-00000000000${index}`, name },
          amount: money(2_000_000_00 - index * 700_000_01, currency),
        })),
        { product: null, amount: money(-1250, currency) },
      ],
      months: months.map((month, index) => ({
        month,
        amount: money(index === 5 ? -120_00 : growing(index), currency),
      })),
    })),
  },
  mrr: {
    ...range,
    items: [
      {
        currency: 'EUR',
        start: money(growing(0)),
        end: money(growing(11)),
        months: months.map((month, index) => ({
          month,
          start: money(growing(index)),
          new: money(42_000_00),
          expansion: money(3_500_50),
          contraction: money(-1_200_00),
          churn: money(-31_954_83),
          reactivation: money(0),
          end: money(growing(index + 1)),
        })),
      },
    ],
  },
  overview: {
    asOf: '2026-12-20',
    items: ['EUR', 'USD'].map((currency) => ({
      currency,
      overdue: { amount: money(12_345_67, currency), invoices: 23 },
      months: months.map((month, index) => ({
        month,
        revenue: money(growing(index), currency),
        collected: money(growing(index) - 9_000_00, currency),
        mrr: money(growing(index) + 5_000_00, currency),
      })),
    })),
  },
}

test('the reports and the billing section in every state', async ({ page }) => {
  for (const report of reports) {
    await page.goto(addressOf(report))
    await settled(page)
    await picture(page, `reports-${report}-empty`)
  }
  await fillCatalogue(page.request)
  await sellSubscriptions(page.request)
  for (const report of reports) {
    await page.goto(addressOf(report))
    await settled(page)
    await picture(page, `reports-${report}`)
  }
  await page.goto('/')
  await page.getByRole('heading', { name: 'Billing' }).waitFor()
  await settled(page)
  await picture(page, 'home-billing')
  for (const name of ['revenue', 'mrr', 'overview'] as const)
    await page.route(`**/api/v1/reports/${name}*`, (route) => route.fulfill({ json: large[name] }))
  for (const report of ['revenue', 'mrr']) {
    await page.goto(addressOf(report))
    await settled(page)
    await picture(page, `reports-${report}-large`)
  }
  await page.goto('/')
  await page.getByRole('heading', { name: 'Billing' }).waitFor()
  await settled(page)
  await picture(page, 'home-billing-large')
  await page.unrouteAll()
  await pictureStates(page, 'reports', '/reports')
})
