import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { ProductKind } from '#contracts/products/schemas.ts'
import {
  newAddOn,
  newSubscription,
  oneTimeCharge,
  subscriptionChange,
  subscriptionPreviewQuery,
} from '#contracts/subscriptions/schemas.ts'
import { insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { contextOf } from '../context.ts'
import { documents } from '../tables/documents.ts'
import { prices, products } from '../tables/products.ts'
import {
  addAddOn,
  changeSubscription,
  chargeOnce,
  createSubscription,
  previewChange,
  previewSubscription,
} from './index.ts'

interface Given {
  readonly kind?: ProductKind
  readonly isVisible?: boolean
  readonly isArchived?: boolean
  readonly intervalUnit?: 'month' | 'once'
}

async function priced(
  { database: { db } }: TestDomain,
  { kind = 'plan', isVisible = true, ...given }: Given,
) {
  const made = await insertPrice(db, 3100n, given)
  await db.update(products).set({ kind, isVisible, name: kind }).where(eq(products.id, made.productId))
  return made.priceId
}

const refusal = (message: string) => ({
  code: 'invalid-body',
  errors: [{ path: 'priceId', message: expect.stringContaining(message) }],
})

const notOffered: readonly (readonly [name: string, given: Given, message: string])[] = [
  ['an archived price', { isArchived: true }, 'This price of plan is archived'],
  ['a price of a hidden product', { isVisible: false }, 'plan is not offered for new subscriptions'],
  ['a price of an add-on', { kind: 'add-on' }, 'add-on is an add-on. Choose a price of a plan.'],
  [
    'a price of a one-time item',
    { kind: 'one-time', intervalUnit: 'once' },
    'one-time is a one-time item. Choose a price of a plan.',
  ],
]

describeDomain('A price that is not offered', (open) => {
  const prepared = async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const customerId = await insertCustomer(db)
    const planId = await priced(test, {})
    const start = (priceId: string, more: object = {}) =>
      createSubscription(test.ctx, newSubscription.parse({ customerId, priceId, ...more }))
    return { test, db, customerId, planId, start }
  }

  it.each(notOffered)('starts no subscription: %s', async (_name, given, message) => {
    const { test, db, customerId, start } = await prepared()
    const priceId = await priced(test, given)
    await expect(start(priceId)).rejects.toMatchObject(refusal(message))
    const query = subscriptionPreviewQuery.parse({ customerId, priceId })
    await expect(previewSubscription(test.ctx, query)).rejects.toMatchObject(refusal(message))
    expect(await db.$count(documents)).toBe(0)
  })

  it.each(notOffered)('is not the new price of a plan: %s', async (_name, given, message) => {
    const { test, db, planId, start } = await prepared()
    const { id } = (await start(planId)).subscription
    const change = { id, ...subscriptionChange.parse({ priceId: await priced(test, given) }) }
    await expect(changeSubscription(test.ctx, change)).rejects.toMatchObject(refusal(message))
    await expect(previewChange(test.ctx, change)).rejects.toMatchObject(refusal(message))
    expect(await db.$count(documents)).toBe(1)
  })

  it('is not an add-on or a one-time item, if its product is hidden', async () => {
    const { test, planId, start } = await prepared()
    const { id } = (await start(planId)).subscription
    const addOn = await priced(test, { kind: 'add-on', isVisible: false })
    const once = await priced(test, { kind: 'one-time', isVisible: false, intervalUnit: 'once' })
    const hidden = refusal('is not offered for new subscriptions')
    await expect(addAddOn(test.ctx, { id, ...newAddOn.parse({ priceId: addOn }) })).rejects.toMatchObject(
      hidden,
    )
    await expect(
      chargeOnce(test.ctx, { id, ...oneTimeCharge.parse({ priceId: once }) }),
    ).rejects.toMatchObject(hidden)
    await expect(start(planId, { addOns: [{ priceId: addOn }] })).rejects.toMatchObject({
      errors: [{ path: 'addOns' }],
    })
  })

  it('stays the price of an item that has it, with another quantity', async () => {
    const { test, db, planId, start } = await prepared()
    const { id, items } = (await start(planId)).subscription
    await db.update(prices).set({ isArchived: true })
    await db.update(products).set({ isVisible: false })
    const change = async (body: object) =>
      (await changeSubscription(test.ctx, { id, ...subscriptionChange.parse(body) })).subscription
    const changed = await change({ priceId: planId, quantity: 2 })
    expect(changed.items.at(-1)).toMatchObject({ priceId: planId, quantity: 2 })
    expect(items[0]?.id).not.toBe(changed.items.at(-1)?.id)
    await change({ priceId: planId, itemId: changed.items.at(-1)?.id, quantity: 3 })
    expect((await change({ quantity: 4 })).items.at(-1)).toMatchObject({ quantity: 4 })
  })

  it('of an add-on can be changed to another add-on only', async () => {
    const { test, planId, start } = await prepared()
    const [one, two] = [await priced(test, { kind: 'add-on' }), await priced(test, { kind: 'add-on' })]
    const { id, items } = (await start(planId, { addOns: [{ priceId: one }] })).subscription
    const itemId = items.find(({ priceId }) => priceId === one)?.id
    const change = (priceId: string) =>
      changeSubscription(test.ctx, { id, ...subscriptionChange.parse({ itemId, priceId }) })
    await expect(change(await priced(test, {}))).rejects.toMatchObject(
      refusal('plan is a plan. Choose a price of an add-on.'),
    )
    expect((await change(two)).subscription.items.at(-1)).toMatchObject({ priceId: two })
  })

  it('does not change the answer to a repeated request', async () => {
    const { test, db, customerId, planId } = await prepared()
    const ctx = contextOf(test.domain, callWithKey('start'))
    const body = newSubscription.parse({ customerId, priceId: planId })
    const made = await createSubscription(ctx, body)
    await db.update(prices).set({ isArchived: true })
    expect((await createSubscription(ctx, body)).subscription.id).toBe(made.subscription.id)
  })
})
