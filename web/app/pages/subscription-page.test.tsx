import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { amountText } from '../../shared/billing/amount.tsx'
import { billingIds, billingPreview, product, subscription } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions
const address = `/subscriptions/${billingIds.subscription}`
const next = () => billingPreview({ planHash: '9'.repeat(64) })

describeRoute('/subscriptions/$subscriptionId', {
  async loading() {
    openPage(address, { subscriptions: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, { subscriptions: { get: () => subscription(), nextInvoice: next } })
    expect(await screen.findByRole('heading', { name: '2 x Hosting L', level: 1 })).toBeVisible()
    expect(screen.getByText('from Jan 31, 2026')).toBeVisible()
    expect(screen.getByText('€518.70')).toBeVisible()
    expect(await screen.findByText('Hosting XL')).toBeVisible()
    expect(screen.getByText(words.billing.billAfter('Apr 1, 2026'))).toBeVisible()
    expect(screen.getByText(text.by('Grace Hopper'), { exact: false })).toBeVisible()
  },
  empty: { why: 'A subscription always has an item.' },
  async error() {
    openPage(address, { subscriptions: { get: refuses('Not available.') } })
    expect(await screen.findByText('Not available.')).toBeVisible()
  },
})

test('changes price and quantity by the preview of the proration', async () => {
  const previewed: unknown[] = []
  const sent: unknown[] = []
  const user = openPage(address, {
    products: { list: () => ({ items: [product()], nextCursor: null }) },
    subscriptions: {
      get: () => subscription(),
      nextInvoice: next,
      previewChange: (input) => {
        previewed.push(input)
        return billingPreview()
      },
      change: (input) => {
        sent.push(input)
        return { subscription: subscription(), invoice: null, documents: [] }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.change }))
  const dialog = within(await screen.findByRole('dialog', { name: text.changeTitle }))
  expect(dialog.getByText(text.unchanged)).toBeVisible()
  const confirm = dialog.getByRole('button', { name: text.change })
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  expect(await dialog.findByRole('option', { name: /^Hosting XL/ })).toBeInTheDocument()
  await user.selectOptions(dialog.getByLabelText(text.newPrice), billingIds.otherPrice)
  await user.clear(dialog.getByLabelText(text.quantity))
  await user.type(dialog.getByLabelText(text.quantity), '3')
  expect(await dialog.findByText(/10 of 31 days/)).toBeVisible()
  expect(dialog.getByText(words.billing.customerGets).nextSibling).toHaveTextContent('€12.34')
  expect(dialog.getByText(words.billing.creditUse)).toBeVisible()
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.changed)).toBeVisible()
  const body = {
    id: billingIds.subscription,
    itemId: billingIds.item,
    priceId: billingIds.otherPrice,
    quantity: 3,
    at: 'now',
  }
  expect(previewed.at(-1)).toEqual(body)
  expect(sent).toEqual([{ ...body, planHash: '1'.repeat(64) }])
})

test('a change that is agreed is shown, and is taken back by the present price', async () => {
  const sent: unknown[] = []
  const [present] = subscription().items
  if (!present) throw new Error('The sample has an item.')
  const agreed = {
    ...present,
    id: billingIds.payment,
    productName: 'Hosting S',
    priceId: billingIds.otherPrice,
    quantity: 1,
    fromOn: '2026-03-01',
    replacesId: present.id,
  }
  const user = openPage(address, {
    products: { list: () => ({ items: [product()], nextCursor: null }) },
    subscriptions: {
      get: () => subscription({ items: [{ ...present, untilOn: '2026-03-01' }, agreed] }),
      nextInvoice: next,
      previewChange: () => billingPreview({ invoice: null }),
      change: (input) => {
        sent.push(input)
        return { subscription: subscription(), invoice: null, documents: [] }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.change }))
  const dialog = within(await screen.findByRole('dialog', { name: text.changeTitle }))
  expect(dialog.getByText(text.changeAgreed('Mar 1, 2026', '2 \u00d7 Hosting L'))).toBeVisible()
  expect(dialog.queryByLabelText(text.at)).not.toBeInTheDocument()
  await user.selectOptions(dialog.getByLabelText(text.newPrice), present.priceId)
  await user.clear(dialog.getByLabelText(text.quantity))
  await user.type(dialog.getByLabelText(text.quantity), '2')
  expect(await dialog.findByText(words.billing.previewNothing)).toBeVisible()
  const confirm = dialog.getByRole('button', { name: text.change })
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.changed)).toBeVisible()
  expect(sent).toEqual([
    {
      id: billingIds.subscription,
      itemId: agreed.id,
      priceId: present.priceId,
      quantity: 2,
      at: 'renewal',
      planHash: '1'.repeat(64),
    },
  ])
})

test('shows each document of a preview with its own total, and their sum', async () => {
  const whole = billingPreview().invoice
  if (!whole) throw new Error('The sample has an invoice.')
  const document = (amount: string, kind: 'invoice' | 'credit-note') => {
    const money = { amount, currency: 'EUR' } as const
    return { ...whole, kind, subtotal: money, total: money, amountDue: money }
  }
  openPage(address, {
    subscriptions: {
      get: () => subscription(),
      nextInvoice: () =>
        billingPreview({
          invoice: document('3000', 'invoice'),
          documents: [document('-1000', 'credit-note'), document('4000', 'invoice')],
        }),
    },
  })
  const credited = within(await screen.findByRole('region', { name: 'Credit note (1 of 2)' }))
  expect(credited.getByText(words.invoices.total).nextSibling).toHaveTextContent(
    amountText({ amount: '-1000', currency: 'EUR' }),
  )
  const invoiced = within(screen.getByRole('region', { name: 'Invoice (2 of 2)' }))
  expect(invoiced.getByText(words.invoices.total).nextSibling).toHaveTextContent('€40.00')
  expect(screen.getByText(words.billing.inTotal).nextSibling).toHaveTextContent('€30.00')
})

test('cancels at the end of the period or now, each with its preview', async () => {
  const sent: unknown[] = []
  const user = openPage(address, {
    subscriptions: {
      get: () => subscription(),
      nextInvoice: next,
      previewCancel: ({ at }) =>
        at === 'now' ? billingPreview() : billingPreview({ invoice: null, nextBillOn: null }),
      cancel: (input) => {
        sent.push(input)
        return { subscription: subscription({ cancelOn: '2026-03-01' }), invoice: null, documents: [] }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.moreActions }))
  await user.click(await screen.findByRole('menuitem', { name: text.cancelConfirm }))
  const dialog = within(await screen.findByRole('dialog', { name: text.cancelTitle }))
  expect(await dialog.findByText(words.billing.previewNothing)).toBeVisible()
  await user.selectOptions(dialog.getByLabelText(text.cancelAt), text.cancelNow)
  expect(await dialog.findByText(/10 of 31 days/)).toBeVisible()
  const confirm = dialog.getByRole('button', { name: text.cancelConfirm })
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.cancelled)).toBeVisible()
  expect(sent).toEqual([{ id: billingIds.subscription, at: 'now', planHash: '1'.repeat(64) }])
})

test('takes back a cancellation, and shows a refusal', async () => {
  let previews = 0
  const sent: unknown[] = []
  const user = openPage(address, {
    subscriptions: {
      get: () => subscription({ cancelOn: '2026-03-01' }),
      nextInvoice: next,
      previewResume: () => billingPreview({ planHash: (previews === 0 ? 'a' : 'b').repeat(64) }),
      resume: ({ planHash }) => {
        sent.push(planHash)
        previews += 1
        if (previews === 1) throw new Refused('Changed.', { code: 'preview-changed' })
        if (previews === 2) throw new Refused('The subscription has ended.', { code: 'wrong-state' })
        return { subscription: subscription(), invoice: null, documents: [] }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.resume }))
  const dialog = within(await screen.findByRole('dialog', { name: text.resumeTitle }))
  expect(dialog.getByText(text.resumeCancelMeans)).toBeVisible()
  expect(await dialog.findByText('Hosting XL')).toBeVisible()
  const confirm = dialog.getByRole('button', { name: text.resume })
  await user.click(confirm)
  expect(await dialog.findByText(words.billing.previewChangedHelp)).toBeVisible()
  await user.click(confirm)
  expect(await dialog.findByText('The subscription has ended.')).toBeVisible()
  await user.click(confirm)
  await waitFor(() => expect(screen.getByText(text.resumed)).toBeVisible())
  expect(sent).toEqual(['a', 'b', 'b'].map((letter) => letter.repeat(64)))
})

test('offers no action for an ended subscription', async () => {
  openPage(address, { subscriptions: { get: () => subscription({ status: 'ended', nextBillOn: null }) } })
  expect(await screen.findByRole('heading', { name: '2 x Hosting L', level: 1 })).toBeVisible()
  expect(screen.queryByRole('button', { name: text.change })).toBeNull()
  expect(screen.queryByRole('button', { name: text.moreActions })).toBeNull()
  expect(screen.queryByText(text.nextInvoice)).toBeNull()
})
