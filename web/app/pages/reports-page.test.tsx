import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import {
  agingReport,
  billingOverview,
  eur,
  mrrReport,
  revenueReport,
  taxReport,
} from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customer, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.reports

const table = async (name: string) =>
  within(await screen.findByRole('region', { name: text.inCurrency(name, 'EUR') }))
const rowsOf = async (name: string) =>
  (await table(name))
    .getAllByRole('row')
    .map((row) =>
      [...row.querySelectorAll('th, td')]
        .map((cell) => cell.textContent?.replaceAll(/[\u2066-\u2069]/g, ''))
        .join(' | '),
    )

describeRoute('/reports', {
  async loading() {
    openPage('/reports', { reports: { revenue: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/reports', { reports: { revenue: () => revenueReport() } })
    expect(await rowsOf(text.revenueByProduct)).toEqual([
      'Product | Revenue',
      'Hosting L | €1,234.50',
      `${text.withoutProduct} | €5.00`,
      'Total | €1,239.50',
    ])
    const chart = screen.getByRole('figure', { name: text.inCurrency(text.revenueByMonth, 'EUR') })
    expect(chart).toHaveTextContent('€1,239.50')
    expect(
      within(chart)
        .getAllByRole('row', { hidden: true })
        .map((row) => row.textContent),
    ).toEqual(['DateValue', 'Jan 2026€1,244.50', 'Feb 2026\u2212€5.00'])
  },
  async empty() {
    openPage('/reports')
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/reports', { reports: { revenue: refuses('Reports are not available.') } })
    expect(await screen.findByText('Reports are not available.')).toBeVisible()
  },
})

test('taxes are shown by country and rate, also a reverse charge without tax', async () => {
  openPage('/reports?report=tax', { reports: { tax: () => taxReport() } })
  expect(await rowsOf(text.taxTable)).toEqual([
    'Country | Tax | Net | Tax amount',
    'Germany | VAT 19% | €1,000.00 | €190.00',
    'Austria, Tyrol | VAT 0% \u00b7 Reverse charge | €234.50 | €0.00',
    'Total |  |  | €190.00',
  ])
})

test('aging has a bucket for each age and no range', async () => {
  openPage('/reports?report=aging', { reports: { aging: () => agingReport() } })
  expect(await rowsOf(text.agingTable)).toEqual([
    'Days overdue | Invoices | Amount due',
    'Not due | 1 | €100.00',
    '1 to 30 days | 2 | €150.00',
    '31 to 60 days | 0 | €0.00',
    '61 to 90 days | 0 | €0.00',
    'More than 90 days | 1 | €50.00',
    'Total | 4 | €300.00',
  ])
  expect(screen.getByText('€200.00 of €300.00 is overdue')).toBeVisible()
  expect(screen.queryByLabelText(text.from)).toBeNull()
})

test('MRR is shown with its movements', async () => {
  openPage('/reports?report=mrr', { reports: { mrr: () => mrrReport() } })
  expect(await rowsOf(text.mrrTable)).toEqual([
    'Month | Start | New | Expansion | Contraction | Churn | Reactivation | End',
    'Jan 2026 | €10.00 | €20.00 | €5.00 | €0.00 | \u2212€10.00 | €0.00 | €25.00',
    'Feb 2026 | €25.00 | €0.00 | €0.00 | \u2212€13.00 | €0.00 | €10.00 | €22.00',
  ])
})

test('each currency has a panel of its own', async () => {
  const [item] = revenueReport().items
  const yen = { amount: '80000', currency: 'JPY' as const }
  openPage('/reports', {
    reports: {
      revenue: () =>
        revenueReport({
          items: [
            ...(item ? [item] : []),
            {
              currency: 'JPY',
              total: yen,
              products: [{ product: null, amount: yen }],
              months: [{ month: '2026-01', amount: yen }],
            },
          ],
        }),
    },
  })
  expect(await screen.findByRole('heading', { name: 'JPY', level: 2 })).toBeVisible()
  expect(screen.getByRole('heading', { name: 'EUR', level: 2 })).toBeVisible()
  expect(screen.getAllByText('¥80,000').length).toBeGreaterThan(0)
})

test('range and currency are in the URL, stay for the other reports, and are in the address of the CSV file', async () => {
  const asked: unknown[] = []
  const user = openPage('/reports', {
    reports: {
      revenue: (input) => {
        asked.push(input)
        return revenueReport()
      },
      mrr: (input) => {
        asked.push(input)
        return mrrReport()
      },
    },
  })
  await user.type(await screen.findByLabelText(text.from), '2026-01-01')
  await user.type(screen.getByLabelText(text.to), '2026-02-28')
  await user.selectOptions(screen.getByLabelText(text.currency), 'EUR')
  await user.click(screen.getByRole('button', { name: text.show }))
  await waitFor(() => expect(window.location.search).toBe('?from=2026-01-01&to=2026-02-28&currency=EUR'))
  await user.click(await screen.findByRole('tab', { name: text.tabs.mrr }))
  await waitFor(() => expect(window.location.search).toContain('report=mrr'))
  expect(window.location.search).toContain('currency=EUR')
  const given = { from: '2026-01-01', to: '2026-02-28', currency: 'EUR' }
  await waitFor(() => expect(asked.at(-1)).toEqual(given))
  expect(asked).toContainEqual(given)
  expect(screen.getByRole('link', { name: text.exportCsv })).toHaveAttribute(
    'href',
    '/api/v1/reports/export?report=mrr&from=2026-01-01&to=2026-02-28&currency=EUR&separator=comma',
  )
  await user.click(screen.getByRole('button', { name: text.reset }))
  await waitFor(() => expect(window.location.search).toBe('?report=mrr'))
})

test('a URL with other text is read as one without', async () => {
  const asked: unknown[] = []
  openPage('/reports?report=all&from=1&to=2026-13&currency=euro', {
    reports: {
      revenue: (input) => {
        asked.push(input)
        return revenueReport()
      },
    },
  })
  await table(text.revenueByProduct)
  expect(asked).toEqual([{}])
})

const someCustomers = { customers: { list: () => ({ items: [customer()], nextCursor: null }) } }

test('the start page shows overdue invoices, revenue, MRR and payments, with a table of each chart', async () => {
  const user = openPage('/', { ...someCustomers, reports: { overview: () => billingOverview() } })
  const heading = await screen.findByRole('heading', { name: text.billing, level: 2 })
  expect(heading).toBeVisible()
  expect(screen.getByRole('link', { name: '3 invoices' })).toHaveAttribute('href', '/invoices?status=overdue')
  for (const amount of ['€200.00', '€613.00', '€22.00', '€456.00'])
    expect(screen.getAllByText(amount)[0]).toBeInTheDocument()
  const chart = screen.getByRole('figure', { name: text.mrrByMonth })
  expect(chart).toHaveTextContent('€25.00 in Jan 2026')
  await user.click(within(chart).getByRole('button', { name: words.charts.asTable }))
  expect(within(chart).getAllByRole('row')).toHaveLength(3)
})

test('the start page shows one currency at a time', async () => {
  const [item] = billingOverview().items
  const user = openPage('/', {
    ...someCustomers,
    reports: {
      overview: () =>
        billingOverview({
          items: [
            ...(item ? [item] : []),
            {
              currency: 'USD',
              overdue: { amount: { amount: '700', currency: 'USD' }, invoices: 1 },
              months: (item?.months ?? []).map(({ month }) => ({
                month,
                revenue: { ...eur(0), currency: 'USD' },
                collected: { ...eur(0), currency: 'USD' },
                mrr: { ...eur(0), currency: 'USD' },
              })),
            },
          ],
        }),
    },
  })
  await user.selectOptions(await screen.findByLabelText(text.currency), 'USD')
  expect(await screen.findByText('$7.00')).toBeVisible()
  expect(screen.getAllByText(text.nothingYet)).toHaveLength(3)
  expect(screen.queryByText('€200.00')).toBeNull()
})

test('without a company the start page has no billing section', async () => {
  openPage('/', someCustomers)
  expect(await screen.findByRole('link', { name: /^Ada Lovelace/ })).toBeVisible()
  await waitFor(() => expect(screen.queryByRole('heading', { name: text.billing })).toBeNull())
})

test('every staff role with the permission sees the reports', async () => {
  openPage('/reports', { reports: { revenue: () => revenueReport() } }, staffAs('read-only'))
  expect(await screen.findByText('Hosting L')).toBeVisible()
})
