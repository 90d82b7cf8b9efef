import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import {
  balanceInEuro,
  billingIds,
  billingPreview,
  eur,
  invoiceSummary,
  ledgerEntry,
  product,
  subscription,
  subscriptionSummary,
} from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customer, ids } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.billing
const address = `/customers/${ids.ada}/billing`
const customers = { get: () => customer(), hostingAccounts: () => ({ items: [] }) }

describeRoute('/customers/$customerId/billing', {
  async loading() {
    openPage(address, { customers, ledger: { balance: never, list: never } })
    expect((await screen.findAllByText('Loading...')).length).toBeGreaterThan(0)
  },
  async full() {
    openPage(address, {
      customers,
      ledger: {
        balance: ({ id }) => ({ customerId: id, items: [balanceInEuro()] }),
        list: () => ({ items: [ledgerEntry()], nextCursor: null }),
      },
      invoices: { list: () => ({ items: [invoiceSummary()], nextCursor: 'more' }) },
      subscriptions: { list: () => ({ items: [subscriptionSummary()], nextCursor: null }) },
    })
    expect(await screen.findByText('\u2212€1,234.50')).toBeVisible()
    expect(screen.getByText('€234.50')).toBeVisible()
    expect(await screen.findByRole('link', { name: '2 x Hosting L' })).toBeVisible()
    expect(screen.getByRole('link', { name: text.allInvoices })).toHaveAttribute(
      'href',
      `/invoices?customer=${ids.ada}`,
    )
    expect(screen.getByText(text.accounts.receivable, { exact: false })).toBeVisible()
    expect(screen.getByText('\u2212€1,037.40')).toBeVisible()
  },
  async empty() {
    openPage(address, { customers })
    expect(await screen.findByText(text.nothingBooked)).toBeVisible()
    expect(await screen.findByText(text.noEntries)).toBeVisible()
    expect(screen.getByText(words.subscriptions.noneOfCustomer)).toBeVisible()
  },
  async error() {
    openPage(address, { customers, ledger: { balance: refuses('The books are not available.') } })
    expect(await screen.findByText('The books are not available.')).toBeVisible()
  },
})

test('has one balance for each currency', async () => {
  const user = openPage(address, {
    customers,
    ledger: {
      balance: ({ id }) => ({
        customerId: id,
        items: [
          balanceInEuro({ due: eur(0), overdue: eur(0), balance: eur(0) }),
          {
            currency: 'KWD',
            due: { amount: '0', currency: 'KWD' },
            overdue: { amount: '0', currency: 'KWD' },
            credit: { amount: '1234567', currency: 'KWD' },
            balance: { amount: '1234567', currency: 'KWD' },
          },
        ],
      }),
      list: () => ({ items: [], nextCursor: null }),
    },
  })
  expect(await screen.findAllByText('KWD 1,234.567')).toHaveLength(2)
  const [, second] = screen.getAllByRole('button', { name: words.payments.record })
  if (!second) throw new Error('Each currency has its button.')
  await user.click(second)
  const dialog = within(await screen.findByRole('dialog', { name: words.payments.recordTitle }))
  expect(dialog.getByLabelText(text.amountIn('KWD'))).toHaveValue('')
})

test('starts a subscription by the preview of its first invoice', async () => {
  const sent: unknown[] = []
  const user = openPage(address, {
    customers,
    products: { list: () => ({ items: [product()], nextCursor: null }) },
    subscriptions: {
      list: () => ({ items: [], nextCursor: null }),
      preview: () => billingPreview(),
      create: (input) => {
        sent.push(input)
        return {
          subscription: subscription(),
          invoice: null,
          documents: [],
          hosting: null,
          hostingProblem: null,
        }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: words.subscriptions.start }))
  const dialog = within(await screen.findByRole('dialog', { name: words.subscriptions.startTitle }))
  expect(await dialog.findByRole('option', { name: /^Hosting XL/ })).toBeInTheDocument()
  await user.selectOptions(dialog.getByLabelText(words.subscriptions.price), billingIds.otherPrice)
  await user.type(dialog.getByLabelText(words.subscriptions.coupon), 'SAVE10')
  expect(await dialog.findByText(/10 of 31 days/)).toBeVisible()
  const confirm = dialog.getByRole('button', { name: words.subscriptions.start })
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(words.subscriptions.started)).toBeVisible()
  expect(sent).toMatchObject([
    {
      customerId: ids.ada,
      priceId: billingIds.otherPrice,
      quantity: 1,
      couponCode: 'SAVE10',
      planHash: '1'.repeat(64),
    },
  ])
})

test('starts a subscription with the add-ons that fit its plan', async () => {
  const plan = product()
  const addOn = (id: string, name: string, of: object) =>
    product({
      id: `${id}0000000-0000-7000-8000-000000000001`,
      name,
      kind: 'add-on',
      prices: plan.prices.slice(0, 1).map((price) => ({ ...price, id: idOfAddOn(id), ...of })),
    })
  const idOfAddOn = (id: string) => `${id}0000000-0000-7000-8000-000000000002`
  const sent: unknown[] = []
  const user = openPage(address, {
    customers,
    products: {
      list: () => ({
        items: [
          plan,
          addOn('a', 'Backup', {}),
          addOn('b', 'Yearly audit', { interval: { unit: 'year', count: 1 } }),
        ],
        nextCursor: null,
      }),
    },
    subscriptions: {
      list: () => ({ items: [], nextCursor: null }),
      preview: () => billingPreview(),
      create: (input) => {
        sent.push(input)
        return {
          subscription: subscription(),
          invoice: null,
          documents: [],
          hosting: null,
          hostingProblem: null,
        }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: words.subscriptions.start }))
  const dialog = within(await screen.findByRole('dialog', { name: words.subscriptions.startTitle }))
  expect(await dialog.findByRole('option', { name: /^Hosting XL/ })).toBeInTheDocument()
  // An add-on is not a plan.
  expect(dialog.queryByRole('option', { name: /Backup/ })).not.toBeInTheDocument()
  const [monthly] = plan.prices
  await user.selectOptions(dialog.getByLabelText(words.subscriptions.price), monthly?.id ?? '')
  const group = within(dialog.getByRole('group', { name: words.subscriptions.addOns }))
  expect(group.getAllByRole('checkbox')).toHaveLength(1)
  await user.click(group.getByRole('checkbox', { name: /Backup/ }))
  const quantity = group.getByLabelText(/^Quantity of Backup/)
  await user.clear(quantity)
  const confirm = dialog.getByRole('button', { name: words.subscriptions.start })
  expect(quantity).toBeInvalid()
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await user.type(quantity, '3')
  await user.type(dialog.getByLabelText(words.subscriptions.trialEnds), '2026-12-24')
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(words.subscriptions.started)).toBeVisible()
  expect(sent).toMatchObject([
    { priceId: monthly?.id, addOns: [{ priceId: idOfAddOn('a'), quantity: 3 }], trialEndsOn: '2026-12-24' },
  ])
})

test('billing that is stopped is shown with its reason, and is resumed', async () => {
  let isStopped = true
  const sent: unknown[] = []
  const user = openPage(address, {
    customers,
    billing: {
      parks: (input) => {
        sent.push(input)
        const park = {
          customerId: ids.ada,
          customerName: 'Ada Lovelace',
          reason: 'More than 3 periods of a subscription were not billed.',
          since: '2026-03-01T08:00:00.000Z',
        }
        return { items: isStopped ? [park] : [] }
      },
      unpark: () => {
        isStopped = false
        return {}
      },
    },
  })
  expect(await screen.findByText(text.stopped)).toBeVisible()
  expect(screen.getByText('More than 3 periods of a subscription were not billed.')).toBeVisible()
  expect(sent[0]).toEqual({ customerId: ids.ada })
  await user.click(screen.getByRole('button', { name: text.resumeBilling }))
  const dialog = within(await screen.findByRole('dialog', { name: text.resumeBillingTitle }))
  await user.click(dialog.getByRole('button', { name: text.resumeBilling }))
  expect(await screen.findByText(text.billingResumed)).toBeVisible()
  await waitFor(() => expect(screen.queryByText(text.stopped)).not.toBeInTheDocument())
})
