import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { queryClient } from '../../lib/query-client.ts'
import { billingIds, eur, noBillingSettings, payment, revenueReport } from '../../testing/billing-samples.ts'
import { openPage } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

const text = words.payments

test('focuses the heading when the focused button is removed after its action', async () => {
  let current = payment({ unallocated: eur(450), refundable: eur(450) })
  const user = openPage(`/payments/${billingIds.payment}`, {
    company: { settings: () => ({ ...noBillingSettings, today: '2026-03-02' }) },
    payments: {
      get: () => current,
      refund: () => {
        current = payment({ refunded: eur(450), refundable: eur(0) })
        return current
      },
    },
  })
  const refund = await screen.findByRole('button', { name: text.refund })
  await user.click(refund)
  await screen.findByRole('dialog')
  await waitFor(() => expect(screen.getByLabelText(text.refundedOn)).toHaveValue('2026-03-02'))
  await user.type(screen.getByLabelText(words.billing.reason), 'Paid twice{Enter}')
  await waitFor(() => expect(refund).not.toBeInTheDocument())
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
})

test('focuses the heading after a dialog whose opener was removed while it was open', async () => {
  let current = payment({ unallocated: eur(450), refundable: eur(450) })
  const user = openPage(`/payments/${billingIds.payment}`, { payments: { get: () => current } })
  const refund = await screen.findByRole('button', { name: text.refund })
  await user.click(refund)
  await screen.findByRole('dialog')
  current = payment({
    refundable: eur(450),
    status: 'reversed',
    reversedOn: '2026-03-01',
    reason: 'Returned',
  })
  await queryClient.invalidateQueries()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
})

test('leaves the focus where it is when another element is removed', async () => {
  const user = openPage('/reports', { reports: { revenue: () => revenueReport() } })
  const from = await screen.findByLabelText(words.reports.from)
  await user.type(from, '2026-01-01{Enter}')
  await screen.findByRole('button', { name: words.reports.reset })
  expect(window.location.search).toBe('?from=2026-01-01')
  expect(from).toHaveFocus()
})

test('focuses the heading after a button that clears the filters, and clears their fields', async () => {
  const user = openPage('/reports?from=2026-01-01&currency=EUR', {
    reports: { revenue: () => revenueReport() },
  })
  await user.click(await screen.findByRole('button', { name: words.reports.reset }))
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus())
  expect(screen.getByLabelText(words.reports.from)).toHaveValue('')
  expect(screen.getByLabelText(words.reports.currency)).toHaveValue('')
})
