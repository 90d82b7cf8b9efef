import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { type NewCustomerSubscription, newCustomer as schema } from '#contracts/customers/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  hostingPassword,
  newCustomer,
  onPanel,
  provisioned,
  runUntilSettled,
  slotHolders,
} from '#testing/domain-steps.ts'
import { checkBooks } from '../billing/books/index.ts'
import { contextOf } from '../context.ts'
import { recordPayment } from '../payments/index.ts'
import { changeServer } from '../servers/index.ts'
import { activatePaidSubscriptions, getSubscription, previewNewCustomer } from '../subscriptions/index.ts'
import { companySettings } from '../tables/company.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { products } from '../tables/products.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { onboardCustomer } from './index.ts'

const eur = (amount: string) => ({ amount, currency: 'EUR' as const })
/** Ids, and what can be credited, are given when a document is booked. */
const withoutBooked = ({
  id: _id,
  subscriptionId: _of,
  creditable: _rest,
  ...line
}: {
  id?: string
  subscriptionId: string | null
  creditable?: object | undefined
}) => line
const hosting = (username = 'alpha') => ({ username, password: hostingPassword })

describeDomain('A customer who buys a plan', (open) => {
  const prepared = async (test: TestDomain, price: Parameters<typeof insertPrice>[2] = {}) => {
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    return insertPrice(db, 3100n, price)
  }
  const buying = (subscription: NewCustomerSubscription, username?: string) =>
    newCustomer({ provisioning: hosting(username), subscription })
  const rows = async ({ database: { db } }: TestDomain) => ({
    customers: await db.$count(customers),
    accounts: await db.$count(hostingAccounts),
    subscriptions: await db.$count(subscriptions),
    documents: await db.$count(documents),
  })

  it.each<[name: string, price: object, subscription: object]>([
    ['without tax', {}, {}],
    ['that includes tax', { taxIncluded: true }, {}],
    ['with a setup fee', { setupFee: 999n }, {}],
    ['whose hosting follows the payment', { setupFee: 999n }, { provision: 'after-payment' }],
  ])('sees the first invoice of a price %s before it is booked, with its tax', async (_name, price, more) => {
    const test = open()
    const { priceId } = await prepared(test, price)
    await addTestServer(test)
    const wanted = { priceId, provision: 'now', ...more } as const
    const preview = await previewNewCustomer(test.ctx, wanted)
    const { planHash } = preview
    expect(preview.invoice?.taxes).toMatchObject([{ country: 'DE', ratePpm: 190_000 }])
    const { subscription, invoice } = await onboardCustomer(test.ctx, buying({ ...wanted, planHash }))
    const { lines, taxes, subtotal, total, amountDue, issuedOn, dueOn, notes } = invoice ?? {}
    expect({ ...preview.invoice, lines: preview.invoice?.lines.map(withoutBooked) }).toEqual({
      currency: 'EUR',
      lines: lines?.map(withoutBooked),
      taxes,
      subtotal,
      total,
      amountDue,
      issuedOn,
      dueOn,
      notes,
    })
    expect(preview.nextBillOn).toBe(subscription?.nextBillOn)
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('is not written if the first invoice would differ from its preview', async () => {
    const test = open()
    const { db } = test.database
    const { priceId } = await prepared(test)
    const { planHash } = await previewNewCustomer(test.ctx, { priceId })
    await db.update(companySettings).set({ paymentTermsDays: 3 })
    const sell = (hash: string) =>
      onboardCustomer(test.ctx, newCustomer({ subscription: { priceId, planHash: hash } }))
    await expect(sell(planHash)).rejects.toMatchObject({ code: 'preview-changed' })
    expect(await rows(test)).toMatchObject({ customers: 0, documents: 0 })
    const { invoice } = await sell((await previewNewCustomer(test.ctx, { priceId })).planHash)
    expect(invoice).toMatchObject({ dueOn: '2026-03-04' })
  })

  it('gets add-ons with the plan, as previewed', async () => {
    const test = open()
    const { db } = test.database
    const { priceId } = await prepared(test)
    const backup = await insertPrice(db, 250n, { setupFee: 100n })
    const bought = { priceId, addOns: [{ priceId: backup.priceId, quantity: 3 }] }
    const sell = (planHash?: string) =>
      onboardCustomer(
        test.ctx,
        newCustomer({ subscription: { ...bought, ...(planHash === undefined ? {} : { planHash }) } }),
      )
    await expect(sell()).rejects.toMatchObject({ errors: [{ path: 'subscription.addOns' }] })
    await db.update(products).set({ kind: 'add-on' }).where(eq(products.id, backup.productId))
    const preview = await previewNewCustomer(test.ctx, bought)
    // 31.00 + 3 x 2.50 + 1.00 = 39.50, and 19% of it.
    expect(preview.invoice?.total).toEqual(eur('4701'))
    const { subscription, invoice } = await sell(preview.planHash)
    expect(invoice?.total).toEqual(eur('4701'))
    expect(subscription?.items.map(({ quantity }) => quantity)).toEqual([1, 3])
    expect(await checkBooks(db)).toEqual([])
  })

  it('sees that a plan that begins later is not invoiced yet', async () => {
    const test = open()
    const bought = { priceId: (await prepared(test)).priceId, startOn: '2026-03-05' }
    const { invoice, nextBillOn } = await previewNewCustomer(test.ctx, bought)
    const made = await onboardCustomer(test.ctx, newCustomer({ subscription: bought }))
    expect([invoice, nextBillOn]).toEqual([null, '2026-03-05'])
    expect([made.invoice ?? null, made.subscription?.nextBillOn]).toEqual([invoice, nextBillOn])
  })

  it('sees no invoice of a price that is not sold', async () => {
    await prepared(open())
    await expect(previewNewCustomer(open().ctx, { priceId: newId() })).rejects.toMatchObject({
      errors: [{ path: 'priceId' }],
    })
  })

  it('gets hosting, the subscription and its first invoice in one step, once for a key', async () => {
    const test = open()
    const { priceId } = await prepared(test)
    await addTestServer(test)
    const ctx = contextOf(test.domain, callWithKey('sell'))
    const body = buying({ priceId })
    const made = await onboardCustomer(ctx, body)
    expect(made).toMatchObject({
      customer: { email: body.email },
      hosting: { account: { username: 'alpha', status: 'pending' } },
      subscription: {
        customerId: made.customer.id,
        status: 'active',
        provision: 'now',
        hostingAccountId: made.hosting?.account.id,
        nextBillOn: '2026-04-01',
      },
      invoice: { number: 'INV-2026-00001', status: 'open', total: eur('3689') },
    })
    expect(await onboardCustomer(ctx, body)).toMatchObject({
      customer: { id: made.customer.id },
      hosting: { account: { id: made.hosting?.account.id } },
      subscription: { id: made.subscription?.id },
      invoice: { id: made.invoice?.id },
    })
    expect(await rows(test)).toEqual({ customers: 1, accounts: 1, subscriptions: 1, documents: 1 })
    expect((await auditOf(test)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['customer.create', 'hosting-account.create', 'subscription.create']),
    )
    await runUntilSettled(test, made.hosting?.operation.id ?? '')
    expect(onPanel(test)).toEqual(['alpha'])
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('is not written if the price is refused, and the same key may be sent again', async () => {
    const test = open()
    const { priceId } = await prepared(test)
    const dollars = await insertPrice(test.database.db, 3100n, { currency: 'USD' })
    await addTestServer(test)
    const before = { rows: await rows(test), audit: (await auditOf(test)).length }
    for (const [index, wrong] of [newId(), dollars.priceId].entries())
      for (const provisioning of [hosting(), null]) {
        const ctx = contextOf(test.domain, callWithKey(`key ${index}`))
        const body = newCustomer({ provisioning, subscription: { priceId: wrong } })
        await expect(onboardCustomer(ctx, body)).rejects.toMatchObject({
          code: index === 0 ? 'not-found' : 'currency-mismatch',
          ...(index === 0 ? { errors: [{ path: 'subscription.priceId' }] } : {}),
        })
      }
    expect({ rows: await rows(test), audit: (await auditOf(test)).length }).toEqual(before)
    expect(await slotHolders(test)).toEqual([])
    const made = await onboardCustomer(contextOf(test.domain, callWithKey('key 0')), buying({ priceId }))
    expect(made.invoice).toMatchObject({ number: 'INV-2026-00001' })
  })

  it.each([
    ['is archived', { isArchived: true }, {}],
    ['is of a hidden product', {}, { isVisible: false }],
    ['is of an add-on', {}, { kind: 'add-on' as const }],
  ])('is not written if the price %s', async (_why, price, product) => {
    const test = open()
    const { db } = test.database
    await prepared(test)
    const { priceId, productId } = await insertPrice(db, 3100n, price)
    await db
      .update(products)
      .set({ name: 'Plan', ...product })
      .where(eq(products.id, productId))
    await addTestServer(test)
    const before = await rows(test)
    for (const provisioning of [hosting(), null])
      await expect(
        onboardCustomer(test.ctx, newCustomer({ provisioning, subscription: { priceId } })),
      ).rejects.toMatchObject({ code: 'invalid-body', errors: [{ path: 'subscription.priceId' }] })
    expect(await rows(test)).toEqual(before)
    expect(await slotHolders(test)).toEqual([])
  })

  it('gets the hosting after the payment, if staff choose so', async () => {
    const test = open()
    const { priceId } = await prepared(test)
    await addTestServer(test)
    const ctx = contextOf(test.domain, callWithKey('later'))
    const body = buying({ priceId, provision: 'after-payment' })
    const made = await onboardCustomer(ctx, body)
    expect(made).toMatchObject({
      hosting: null,
      subscription: { status: 'pending', provision: 'after-payment', hostingAccountId: null },
      invoice: { status: 'open', amountDue: eur('3689') },
    })
    expect((await onboardCustomer(ctx, body)).subscription?.id).toBe(made.subscription?.id)
    expect(await rows(test)).toEqual({ customers: 1, accounts: 0, subscriptions: 1, documents: 1 })
    await recordPayment(test.ctx, {
      customerId: made.customer.id,
      amount: eur('3689'),
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    await activatePaidSubscriptions(test.domain)
    const begun = await getSubscription(test.ctx, { id: made.subscription?.id ?? '' })
    expect(begun.status).toBe('active')
    expect(await accountRow(test, begun.hostingAccountId ?? '')).toMatchObject({
      username: 'alpha',
      customerId: made.customer.id,
    })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('gets the package of the plan on a server with its tags, now or after the payment', async () => {
    const test = open()
    const { db } = test.database
    const { priceId } = await prepared(test)
    const { productId } = await insertPrice(db, 1n)
    await db
      .update(products)
      .set({ packageId: 2, serverTags: ['ssd'] })
      .where(eq(products.id, productId))
    const planned = await insertPrice(db, 3100n, { productId })
    const plain = await addTestServer(test, { name: 'Plain' })
    const buy = (
      subscription: NewCustomerSubscription,
      provisioning: NonNullable<Parameters<typeof newCustomer>[0]>['provisioning'],
    ) => onboardCustomer(test.ctx, newCustomer({ provisioning, subscription }))
    for (const provision of ['now', 'after-payment'] as const)
      await expect(buy({ priceId: planned.priceId, provision }, hosting())).rejects.toMatchObject({
        errors: [{ path: 'provisioning.serverId', code: 'no-matching-server' }],
      })
    expect(await rows(test)).toMatchObject({ customers: 0, documents: 0 })

    await changeServer(test.ctx, { id: plain.id, tags: ['ssd', 'eu'] })
    const now = await buy({ priceId: planned.priceId }, hosting('now'))
    expect(await accountRow(test, now.hosting?.account.id ?? '')).toMatchObject({ packageId: 2 })
    const own = await buy({ priceId: planned.priceId }, { ...hosting('own'), packageId: 3 })
    expect(await accountRow(test, own.hosting?.account.id ?? '')).toMatchObject({ packageId: 3 })
    const other = await buy({ priceId }, hosting('other'))
    expect(await accountRow(test, other.hosting?.account.id ?? '')).toMatchObject({ packageId: null })

    const later = await buy({ priceId: planned.priceId, provision: 'after-payment' }, hosting('later'))
    await recordPayment(test.ctx, {
      customerId: later.customer.id,
      amount: eur('3689'),
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    await activatePaidSubscriptions(test.domain)
    const { hostingAccountId } = await getSubscription(test.ctx, { id: later.subscription?.id ?? '' })
    expect(await accountRow(test, hostingAccountId ?? '')).toMatchObject({ username: 'later', packageId: 2 })

    // A server that staff name needs no tags.
    await changeServer(test.ctx, { id: plain.id, tags: [] })
    const named = await buy({ priceId: planned.priceId }, { ...hosting('named'), serverId: plain.id })
    expect(await accountRow(test, named.hosting?.account.id ?? '')).toMatchObject({ packageId: 2 })
  })

  it('is not written if the hosting for later would be refused', async () => {
    const test = open()
    const { priceId } = await prepared(test)
    await addTestServer(test)
    const buy = (given: object) =>
      onboardCustomer(
        test.ctx,
        newCustomer({
          provisioning: { ...hosting(), ...given },
          subscription: { priceId, provision: 'after-payment' },
        }),
      )
    await expect(buy({ username: 'two words' })).rejects.toMatchObject({
      errors: [{ path: 'provisioning.username' }],
    })
    await expect(buy({ serverId: newId() })).rejects.toMatchObject({
      errors: [{ path: 'provisioning.serverId' }],
    })
    expect(await rows(test)).toEqual({ customers: 0, accounts: 0, subscriptions: 0, documents: 0 })
  })

  it('refuses a plan and a request that name too many tags together', async () => {
    const test = open()
    const { db } = test.database
    const { productId, priceId } = await insertPrice(db, 3100n)
    await insertCompany(db)
    const tags = Array.from({ length: 20 }, (_, index) => `tag-${index}`)
    await db.update(products).set({ serverTags: tags }).where(eq(products.id, productId))
    await addTestServer(test, { tags })
    const buy = (wanted: readonly string[]) =>
      onboardCustomer(
        test.ctx,
        newCustomer({
          provisioning: { ...hosting(), placement: { tags: [...wanted] } },
          subscription: { priceId },
        }),
      )
    await expect(buy(['other'])).rejects.toMatchObject({ errors: [{ path: 'provisioning.placement' }] })
    expect(await rows(test)).toMatchObject({ customers: 0 })
    expect((await buy(['tag-1'])).hosting?.account.username).toBe('alpha')
  })

  it('needs no hosting', async () => {
    const test = open()
    const { priceId } = await prepared(test)
    const made = await onboardCustomer(
      test.ctx,
      newCustomer({ subscription: { priceId, startOn: '2026-03-10' } }),
    )
    expect(made).toMatchObject({
      hosting: null,
      subscription: { provision: 'none', startOn: '2026-03-10', hostingAccountId: null },
    })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('is kept with the subscription if the server has no room', async () => {
    const test = open()
    const { priceId } = await prepared(test)
    const server = await addTestServer(test)
    await provisioned(test, { username: 'holder' })
    await changeServer(test.ctx, { id: server.id, capacity: 1 })
    const made = await onboardCustomer(
      test.ctx,
      newCustomer({ provisioning: { ...hosting(), serverId: server.id }, subscription: { priceId } }),
    )
    expect(made).toMatchObject({
      hosting: { account: { status: 'failed' }, operation: { error: { code: 'server-full' } } },
      subscription: { status: 'active', hostingAccountId: made.hosting?.account.id },
      invoice: { status: 'open' },
    })
    expect(await slotHolders(test)).toEqual(['holder'])
  })

  it('shares no number and no username with others who buy at the same time', async () => {
    const test = open()
    const { priceId } = await prepared(test)
    await addTestServer(test)
    const made = await Promise.all(
      Array.from({ length: 4 }, () => onboardCustomer(test.ctx, buying({ priceId }))),
    )
    expect(made.map(({ invoice }) => invoice?.number).toSorted()).toEqual(
      [1, 2, 3, 4].map((number) => `INV-2026-0000${number}`),
    )
    for (const { customer, hosting: own, subscription } of made) {
      const [row] = await test.database.db
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.customerId, customer.id))
      expect(row).toMatchObject({ id: subscription?.id, hostingAccountId: own?.account.id })
    }
    expect(await slotHolders(test)).toEqual(['alpha'])
    expect(await checkBooks(test.database.db)).toEqual([])
  })
})

it('names the hosting that is missing in a request to create it', () => {
  const body = { ...newCustomer(), subscription: { priceId: newId(), provision: 'now' } }
  const { error } = schema.safeParse(body)
  expect(error?.issues.map(({ path }) => path)).toEqual([['provisioning']])
  expect(schema.safeParse({ ...body, provisioning: hosting() }).success).toBe(true)
})
