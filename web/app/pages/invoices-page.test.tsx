import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { billingIds, eur, invoiceSummary } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { ids } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.invoices
const listOf = (...items: ReturnType<typeof invoiceSummary>[]) => ({
  invoices: { list: () => ({ items, nextCursor: null }) },
})

describeRoute('/invoices', {
  async loading() {
    openPage('/invoices', { invoices: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(
      '/invoices',
      listOf(
        invoiceSummary({ isOverdue: true }),
        invoiceSummary({
          id: billingIds.creditNote,
          kind: 'credit-note',
          number: 'CN-7',
          status: 'paid',
          dueOn: null,
          total: eur(-5),
          amountDue: eur(0),
        }),
        invoiceSummary({ id: ids.ada, number: null, status: 'draft', issuedOn: null, dueOn: null }),
      ),
    )
    const row = (await screen.findByRole('link', { name: 'INV-2026-0042' })).closest('tr')
    expect(row).toHaveTextContent(text.overdue)
    expect(row).toHaveTextContent('Analytical Engines Ltd')
    // Dates without time are the same in each time zone of the browser.
    expect(row).toHaveTextContent('Feb 15, 2026')
    expect(row).toHaveTextContent('€1,234.50')
    const note = screen.getByRole('link', { name: 'CN-7' }).closest('tr')
    expect(note).toHaveTextContent('\u2212€0.05')
    expect(note).toHaveTextContent(text.kinds['credit-note'])
    expect(screen.getByRole('link', { name: text.draftName })).toBeVisible()
  },
  async empty() {
    openPage('/invoices')
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/invoices', { invoices: { list: refuses('The invoices are not available.') } })
    expect(await screen.findByText('The invoices are not available.')).toBeVisible()
  },
})

test('filters by status, kind and number, and clears the filters', async () => {
  const asked: unknown[] = []
  const user = openPage('/invoices', {
    invoices: {
      list: (input) => {
        asked.push(input)
        return { items: [], nextCursor: null }
      },
    },
  })
  await user.selectOptions(await screen.findByLabelText(text.byStatus), text.overdue)
  await user.selectOptions(screen.getByLabelText(text.byKind), text.ofKind.invoice)
  await user.type(screen.getByLabelText(text.search), 'inv-2026')
  await waitFor(() =>
    expect(asked).toContainEqual({ limit: 50, overdue: true, kind: 'invoice', search: 'inv-2026' }),
  )
  await user.click(await screen.findByRole('link', { name: text.clear }))
  expect(await screen.findByText(text.none)).toBeVisible()
})

test('loads more', async () => {
  const user = openPage('/invoices', {
    invoices: {
      list: ({ cursor }) =>
        cursor
          ? { items: [invoiceSummary({ id: ids.alan, number: 'INV-1' })], nextCursor: null }
          : { items: [invoiceSummary()], nextCursor: 'more' },
    },
  })
  await user.click(await screen.findByRole('button', { name: words.common.loadMore }))
  expect(await screen.findByRole('link', { name: 'INV-1' })).toBeVisible()
  expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(3)
})
