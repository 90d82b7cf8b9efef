import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { balanceInEuro, billingIds, eur, payment, paymentSummary } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customer, ids, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.payments

describeRoute('/payments', {
  async loading() {
    openPage('/payments', { payments: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/payments', {
      payments: {
        list: () => ({
          items: [
            paymentSummary({ unallocated: eur(450) }),
            paymentSummary({ id: ids.alan, method: 'cash', status: 'reversed', reference: '' }),
          ],
          nextCursor: null,
        }),
      },
    })
    const [first, second] = (await screen.findAllByRole('row')).slice(1)
    expect(first).toHaveTextContent('Feb 10, 2026')
    expect(screen.getAllByRole('link', { name: 'Feb 10, 2026' })[0]).toHaveAttribute(
      'href',
      `/payments/${billingIds.payment}`,
    )
    expect(first).toHaveTextContent('€1,234.50')
    expect(first).toHaveTextContent('€4.50 unused')
    expect(second).toHaveTextContent(text.status.reversed)
    expect(second).toHaveTextContent(text.methods.cash)
  },
  async empty() {
    openPage('/payments')
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/payments', { payments: { list: refuses('Not available.') } })
    expect(await screen.findByText('Not available.')).toBeVisible()
  },
})

test('records a payment for a customer who is found by name', async () => {
  const sent: unknown[] = []
  const user = openPage('/payments', {
    customers: { list: ({ search }) => ({ items: search === 'ada' ? [customer()] : [], nextCursor: null }) },
    ledger: { balance: ({ id }) => ({ customerId: id, items: [balanceInEuro({ currency: 'JPY' })] }) },
    billingProfiles: { get: never },
    payments: {
      list: () => ({ items: [], nextCursor: null }),
      record: (input) => {
        sent.push(input)
        return payment()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.record }))
  const choose = within(await screen.findByRole('dialog', { name: text.recordTitle }))
  await user.type(choose.getByLabelText(text.findCustomer), 'nothing')
  expect(await choose.findByText(text.noCustomer)).toBeVisible()
  await user.clear(choose.getByLabelText(text.findCustomer))
  await user.type(choose.getByLabelText(text.findCustomer), 'ada')
  await user.click(await choose.findByRole('button', { name: new RegExp(customer().email) }))
  const amount = await screen.findByLabelText(words.billing.amountIn('JPY'))
  await user.type(amount, '8000')
  const dialog = within(screen.getByRole('dialog', { name: text.recordTitle }))
  await waitFor(() => expect(dialog.getByLabelText(text.receivedOn)).toHaveValue('2026-03-01'))
  await user.click(dialog.getByRole('button', { name: text.record }))
  expect(await screen.findByText(text.recorded)).toBeVisible()
  expect(sent).toEqual([
    {
      customerId: customer().id,
      amount: { amount: '8000', currency: 'JPY' },
      method: 'bank-transfer',
      reference: '',
      receivedOn: '2026-03-01',
    },
  ])
})

test('a role that only reads cannot record', async () => {
  openPage('/payments', {}, staffAs('read-only'))
  expect(await screen.findByText(text.none)).toBeVisible()
  expect(screen.queryByRole('button', { name: text.record })).toBeNull()
})
