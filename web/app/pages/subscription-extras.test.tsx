import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import type { Answers } from '../../testing/answers.ts'
import { billingIds, billingPreview, eur, product, subscription } from '../../testing/billing-samples.ts'
import { Refused } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { ids, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.subscriptions
const address = `/subscriptions/${billingIds.subscription}`
const planHash = '1'.repeat(64)
const answer = () => ({ subscription: subscription(), invoice: null, documents: [] })
const { invoice: nextInvoice } = billingPreview()
const couponPreview = () => ({ ...billingPreview({ invoice: null }), nextInvoice })

const [plan] = subscription().items
const addOn = (change: Partial<Subscription['items'][number]> = {}): Subscription['items'][number] => ({
  id: ids.alan,
  productId: billingIds.product,
  productName: 'Backup',
  productKind: 'add-on',
  priceId: billingIds.price,
  unitAmount: eur(500),
  taxIncluded: false,
  interval: { unit: 'month', count: 1 },
  quantity: 1,
  fromOn: '2026-02-10',
  untilOn: null,
  replacesId: null,
  ...change,
})
const withAddOn = () => subscription({ items: plan ? [plan, addOn()] : [] })

const open = (subscriptions: NonNullable<Answers['subscriptions']>, more: Answers = {}) =>
  openPage(address, {
    subscriptions: { get: () => subscription(), nextInvoice: () => billingPreview(), ...subscriptions },
    ...more,
  })

/** Of each kind: one price fits the subscription, the others are archived, or of another currency or interval. */
const productOf = (kind: 'add-on' | 'one-time', name: string, fitting: string) => {
  const [price] = product().prices
  if (!price) throw new Error('The sample has a price.')
  const interval = kind === 'one-time' ? ({ unit: 'once', count: 1 } as const) : price.interval
  return product({
    kind,
    name,
    prices: [
      { ...price, id: fitting, interval },
      { ...price, id: ids.ada, amount: { amount: '100', currency: 'JPY' }, interval },
      { ...price, id: ids.alan, isArchived: true, interval },
    ],
  })
}
const products: Answers['products'] = {
  list: () => ({
    items: [
      product(),
      productOf('add-on', 'Backup', billingIds.otherPrice),
      productOf('one-time', 'Migration', billingIds.otherPrice),
    ],
    nextCursor: null,
  }),
}

test('adds an add-on by the preview of its charges, now or at the renewal', async () => {
  const previewed: unknown[] = []
  const sent: unknown[] = []
  const user = open(
    {
      previewAddOn: (input) => {
        previewed.push(input)
        return billingPreview()
      },
      addAddOn: (input) => {
        sent.push(input)
        return answer()
      },
    },
    { products },
  )
  await user.click(await screen.findByRole('button', { name: text.addOn }))
  const dialog = within(await screen.findByRole('dialog', { name: text.addOnTitle }))
  await dialog.findByRole('option', { name: /^Backup/ })
  // The choice of nothing, and the price that fits.
  expect(within(dialog.getByLabelText(text.newPrice)).getAllByRole('option')).toHaveLength(2)
  const confirm = dialog.getByRole('button', { name: text.addOn })
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await user.selectOptions(dialog.getByLabelText(text.newPrice), billingIds.otherPrice)
  await user.clear(dialog.getByLabelText(text.quantity))
  await user.type(dialog.getByLabelText(text.quantity), '3')
  await user.selectOptions(dialog.getByLabelText(text.at), text.atRenewal)
  expect(await dialog.findByText(/10 of 31 days/)).toBeVisible()
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.addOnAdded)).toBeVisible()
  const body = { id: billingIds.subscription, priceId: billingIds.otherPrice, quantity: 3, at: 'renewal' }
  expect(previewed.at(-1)).toEqual(body)
  expect(sent).toEqual([{ ...body, planHash }])
})

test('removes an add-on, and never the plan', async () => {
  const sent: unknown[] = []
  const user = open({
    get: withAddOn,
    previewRemoveAddOn: () => billingPreview(),
    removeAddOn: (input) => {
      sent.push(input)
      return answer()
    },
  })
  const remove = await screen.findByRole('button', { name: text.removeOf('Backup') })
  expect(screen.queryByRole('button', { name: text.removeOf('Hosting L') })).toBeNull()
  await user.click(remove)
  const dialog = within(await screen.findByRole('dialog', { name: text.removeTitle('Backup') }))
  await user.selectOptions(dialog.getByLabelText(text.at), text.atNow)
  const confirm = dialog.getByRole('button', { name: text.remove })
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.addOnRemoved)).toBeVisible()
  expect(sent).toEqual([{ id: billingIds.subscription, itemId: ids.alan, at: 'now', planHash }])
})

test('charges a one-time item after its preview', async () => {
  const sent: unknown[] = []
  const user = open(
    {
      previewCharge: () => billingPreview(),
      charge: (input) => {
        sent.push(input)
        return answer()
      },
    },
    { products },
  )
  await user.click(await screen.findByRole('button', { name: text.moreActions }))
  await user.click(await screen.findByRole('menuitem', { name: text.charge }))
  const dialog = within(await screen.findByRole('dialog', { name: text.chargeTitle }))
  await dialog.findByRole('option', { name: /^Migration/ })
  await user.selectOptions(dialog.getByLabelText(text.newPrice), billingIds.otherPrice)
  const confirm = dialog.getByRole('button', { name: text.chargeConfirm })
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.charged)).toBeVisible()
  expect(sent).toEqual([
    { id: billingIds.subscription, priceId: billingIds.otherPrice, quantity: 1, planHash },
  ])
})

test('applies a coupon by the preview of the next invoice, and explains an unknown code', async () => {
  const sent: unknown[] = []
  const user = open({
    previewCoupon: ({ couponCode }) => {
      if (couponCode !== 'SAVE10') throw new Refused('There is no coupon with this code.', { status: 400 })
      return couponPreview()
    },
    applyCoupon: (input) => {
      sent.push(input)
      return answer()
    },
  })
  await user.click(await screen.findByRole('button', { name: text.moreActions }))
  expect(screen.queryByRole('menuitem', { name: text.removeCoupon })).toBeNull()
  await user.click(await screen.findByRole('menuitem', { name: text.applyCoupon }))
  const dialog = within(await screen.findByRole('dialog', { name: text.couponTitle }))
  const code = dialog.getByLabelText(text.couponCode)
  const confirm = dialog.getByRole('button', { name: text.applyCoupon })
  await user.type(code, 'NONE')
  expect(await dialog.findByText('There is no coupon with this code.')).toBeVisible()
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await user.clear(code)
  await user.type(code, ' SAVE10 ')
  expect(
    await within(await dialog.findByRole('region', { name: text.nextInvoice })).findByText('Hosting XL'),
  ).toBeVisible()
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.couponApplied)).toBeVisible()
  expect(sent).toEqual([{ id: billingIds.subscription, couponCode: 'SAVE10', planHash }])
})

test('removes the coupon that a subscription has', async () => {
  const sent: unknown[] = []
  const user = open({
    get: () => subscription({ coupon: { code: 'SAVE10', periodsLeft: null } }),
    previewRemoveCoupon: couponPreview,
    removeCoupon: (input) => {
      sent.push(input)
      return answer()
    },
  })
  await user.click(await screen.findByRole('button', { name: text.moreActions }))
  expect(screen.queryByRole('menuitem', { name: text.applyCoupon })).toBeNull()
  await user.click(await screen.findByRole('menuitem', { name: text.removeCoupon }))
  const dialog = within(await screen.findByRole('dialog', { name: text.removeCouponTitle('SAVE10') }))
  const confirm = dialog.getByRole('button', { name: text.removeCoupon })
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.couponRemoved)).toBeVisible()
  expect(sent).toEqual([{ id: billingIds.subscription, planHash }])
})

test('a role that only reads has none of these actions', async () => {
  openPage(
    address,
    { subscriptions: { get: withAddOn, nextInvoice: () => billingPreview() } },
    staffAs('read-only'),
  )
  expect(await screen.findByText('Backup')).toBeVisible()
  expect(screen.queryByRole('button', { name: text.addOn })).toBeNull()
  expect(screen.queryByRole('button', { name: text.removeOf('Backup') })).toBeNull()
  expect(screen.queryByRole('button', { name: text.moreActions })).toBeNull()
})
