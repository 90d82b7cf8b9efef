import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { billingIds, eur, noBillingSettings, payment } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.payments
const address = `/payments/${billingIds.payment}`
const used = (amount: number) => ({
  invoiceId: billingIds.invoice,
  invoiceNumber: 'INV-2026-0042',
  amount: eur(amount),
  on: '2026-02-10',
})
const refund = {
  id: billingIds.line,
  amount: eur(450),
  reference: 'SEPA 9',
  refundedOn: '2026-02-12',
  reason: 'Paid twice',
  recordedBy: 'Grace Hopper',
}

describeRoute('/payments/$paymentId', {
  async loading() {
    openPage(address, { payments: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, {
      payments: {
        get: () =>
          payment({
            allocations: [used(123_000), used(-1_000)],
            refunds: [refund],
            recordedBy: 'Grace Hopper',
            unallocated: eur(1_000),
          }),
      },
    })
    expect(await screen.findByRole('heading', { name: text.paymentOf('€1,234.50'), level: 1 })).toBeVisible()
    const links = screen.getAllByRole('link', { name: 'INV-2026-0042' })
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      `/invoices/${billingIds.invoice}`,
      `/invoices/${billingIds.invoice}`,
    ])
    const [first, second, third] = screen
      .getAllByRole('listitem')
      .filter((item) => item.textContent?.includes('€'))
    expect(first).toHaveTextContent('€1,230.00')
    expect(first).not.toHaveTextContent(text.takenBack)
    expect(second).toHaveTextContent(`${text.takenBack} INV-2026-0042`)
    expect(second).toHaveTextContent('\u2212€10.00')
    expect(third).toHaveTextContent('Paid twice')
    expect(third).toHaveTextContent('Grace Hopper')
    // After a refund, the rest is refunded too.
    expect(screen.queryByRole('button', { name: text.moreActions })).toBeNull()
  },
  async empty() {
    openPage(address, {
      payments: {
        get: () => {
          throw new Refused('No.', { status: 404, code: 'not-found' })
        },
      },
    })
    expect(await screen.findByRole('heading', { name: text.noSuch, level: 1 })).toBeVisible()
    expect(screen.getByRole('link', { name: text.all })).toHaveAttribute('href', '/payments')
  },
  async error() {
    openPage(address, { payments: { get: refuses('Not available.') } })
    expect(await screen.findByText('Not available.')).toBeVisible()
  },
})

test('refunds at most the refundable part, with a reason and the date of the company', async () => {
  const sent: unknown[] = []
  const user = openPage(address, {
    company: { settings: () => ({ ...noBillingSettings, today: '2026-03-02' }) },
    payments: {
      get: () => payment({ unallocated: eur(450), refundable: eur(450) }),
      refund: (input) => {
        sent.push(input)
        return payment({ refunds: [refund], refunded: eur(450) })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.refund }))
  const dialog = within(await screen.findByRole('dialog', { name: text.refundTitle }))
  const amount = dialog.getByLabelText(words.billing.amountIn('EUR'))
  expect(amount).toHaveValue('4.50')
  await user.type(dialog.getByLabelText(words.billing.reason), ' Paid twice ')
  await waitFor(() => expect(dialog.getByLabelText(text.refundedOn)).toHaveValue('2026-03-02'))
  const confirm = dialog.getByRole('button', { name: text.refund })
  await user.clear(amount)
  await user.type(amount, '4.51')
  expect(amount).toHaveAccessibleDescription(expect.stringContaining(text.refundMost('€4.50')))
  expect(amount).toBeInvalid()
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await user.clear(amount)
  await user.type(amount, '4,5')
  await user.type(dialog.getByLabelText(text.reference, { exact: false }), 'SEPA 9')
  await user.click(confirm)
  expect(await screen.findByText(text.refundRecorded)).toBeVisible()
  expect(sent).toEqual([
    {
      id: billingIds.payment,
      amount: eur(450),
      reference: 'SEPA 9',
      refundedOn: '2026-03-02',
      reason: 'Paid twice',
    },
  ])
})

test('keeps a refused refund in the dialog with the reason', async () => {
  const user = openPage(address, {
    payments: {
      get: () => payment({ refundable: eur(450) }),
      refund: () => {
        throw new Refused('Only €1.00 of this payment can be refunded.', { code: 'amount-mismatch' })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.refund }))
  const dialog = within(await screen.findByRole('dialog', { name: text.refundTitle }))
  await user.type(dialog.getByLabelText(words.billing.reason), 'Paid twice')
  await waitFor(() => expect(dialog.getByLabelText(text.refundedOn)).not.toHaveValue(''))
  await user.click(dialog.getByRole('button', { name: text.refund }))
  expect(await dialog.findByText('Only €1.00 of this payment can be refunded.')).toBeVisible()
})

test('reverses with a reason, and offers nothing after that', async () => {
  const sent: unknown[] = []
  let current = payment({ allocations: [used(123_450)] })
  const user = openPage(address, {
    payments: {
      get: () => current,
      reverse: (input) => {
        sent.push(input)
        current = payment({
          status: 'reversed',
          reversedOn: '2026-03-01',
          reversedBy: 'Grace Hopper',
          reason: 'Returned',
        })
        return current
      },
    },
  })
  await screen.findByRole('heading', { level: 1 })
  expect(screen.queryByRole('button', { name: text.refund })).toBeNull()
  await user.click(screen.getByRole('button', { name: text.moreActions }))
  await user.click(await screen.findByRole('menuitem', { name: text.reverse }))
  const dialog = within(await screen.findByRole('dialog', { name: text.reverseTitle('€1,234.50') }))
  await user.click(dialog.getByRole('button', { name: text.reverse }))
  expect(sent).toEqual([])
  await user.type(dialog.getByLabelText(words.billing.reason), 'Returned')
  await user.click(dialog.getByRole('button', { name: text.reverse }))
  expect(await screen.findByText(text.reversed)).toBeVisible()
  expect(await screen.findByText(text.status.reversed)).toBeVisible()
  expect(screen.getByText('Returned')).toBeVisible()
  expect(screen.getByText(text.reversedBy)).toBeVisible()
  expect(screen.getByText('Grace Hopper')).toBeVisible()
  expect(screen.queryByRole('button', { name: text.moreActions })).toBeNull()
  expect(sent).toEqual([{ id: billingIds.payment, reason: 'Returned' }])
})

test('a role that only reads cannot correct', async () => {
  openPage(
    address,
    { payments: { get: () => payment({ refundable: eur(450), unallocated: eur(450) }) } },
    staffAs('read-only'),
  )
  expect(await screen.findByText(text.notUsed)).toBeVisible()
  expect(screen.queryByRole('button', { name: text.refund })).toBeNull()
  expect(screen.queryByRole('button', { name: text.moreActions })).toBeNull()
})
