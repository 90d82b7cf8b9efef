import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import {
  newSubscription,
  subscriptionChange,
  subscriptionPreviewQuery,
} from '#contracts/subscriptions/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { documentsOf, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer } from '#testing/domain-steps.ts'
import { listAlerts } from '../alerts/index.ts'
import { checkBooks } from '../billing/books/index.ts'
import { runBilling } from '../billing/index.ts'
import { contextOf } from '../context.ts'
import { listAuditOfCustomer } from '../customers/index.ts'
import {
  creditInvoice,
  discardInvoice,
  finalizeInvoice,
  getInvoice,
  previewCredit,
  voidInvoice,
  writeOffInvoice,
} from '../invoices/index.ts'
import { recordPayment } from '../payments/index.ts'
import { removeServer } from '../servers/index.ts'
import { documents, documentTaxes } from '../tables/documents.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { beginSubscription } from './create.ts'
import {
  activatePaidSubscriptions,
  cancelSubscription,
  changeSubscription,
  createSubscription,
  getSubscription,
  pauseSubscription,
  previewCancel,
  previewChange,
  previewNextInvoice,
  previewResume,
  previewSubscription,
  resumeSubscription,
} from './index.ts'

const eur = (amount: string) => ({ amount, currency: 'EUR' as const })

async function prepared(test: TestDomain, amount = 3100n) {
  const { db } = test.database
  await insertCompany(db)
  await insertVat(db)
  return { customerId: await insertCustomer(db), ...(await insertPrice(db, amount)) }
}

const waiting = (customerId: string, priceId: string, more: object = {}) =>
  newSubscription.parse({
    customerId,
    priceId,
    provision: 'after-payment',
    provisioning: { username: 'paid', password: 'Hosting-Pass-7743' },
    ...more,
  })

const cash = (receivedOn: string) => ({
  amount: eur('3689'),
  method: 'cash' as const,
  reference: '',
  receivedOn,
})

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

describeDomain('Subscriptions', (open) => {
  it('are named after the present item until an agreed change begins', async () => {
    const test = open()
    const { customerId, priceId, productId } = await prepared(test)
    const large = await insertPrice(test.database.db, 6200n, { productId })
    const made = await createSubscription(test.ctx, newSubscription.parse({ customerId, priceId }))
    const { id } = made.subscription
    expect(made.documents.map(({ number }) => number)).toEqual(['INV-2026-00001'])
    const agree = (body: object) =>
      changeSubscription(test.ctx, { id, ...subscriptionChange.parse({ ...body, at: 'renewal' }) })
    await agree({ priceId: large.priceId, quantity: 3 })
    const agreed = (await agree({ quantity: 2 })).subscription
    expect(agreed).toMatchObject({ title: 'Plan', amount: eur('3100') })
    expect(agreed.items).toMatchObject([
      { quantity: 1, untilOn: '2026-04-01' },
      { quantity: 2, untilOn: null, replacesId: agreed.items[0]?.id },
    ])
    toDate(test, '2026-04-01')
    await runBilling(test.domain, { dryRun: false }, { kind: 'system', name: 'System' })
    expect(await getSubscription(test.ctx, { id })).toMatchObject({ title: '2 x Plan', amount: eur('12400') })
    toDate(test, '2026-04-11')
    const cancelled = await cancelSubscription(test.ctx, { id, at: 'now' })
    expect(cancelled.subscription).toMatchObject({ status: 'ended', title: '2 x Plan' })
    expect(cancelled.documents).toMatchObject([{ kind: 'credit-note', total: eur('9838') }])
  })

  it('are previewed, started once for a key, changed and cancelled, each as previewed', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId, productId } = await prepared(test)
    const large = await insertPrice(db, 6200n, { productId })
    const fields = { customerId, priceId }
    const shown = await previewSubscription(test.ctx, subscriptionPreviewQuery.parse(fields))
    expect(shown).toMatchObject({
      asOf: '2026-03-01',
      nextBillOn: '2026-04-01',
      invoice: { subtotal: eur('3100'), total: eur('3689'), dueOn: '2026-03-15', amountDue: eur('3689') },
    })
    const ctx = contextOf(test.domain, callWithKey('start'))
    const body = newSubscription.parse({ ...fields, planHash: shown.planHash })
    const made = await createSubscription(ctx, body)
    expect(await createSubscription(ctx, body)).toEqual(made)
    expect(made).toMatchObject({
      hosting: null,
      invoice: { number: 'INV-2026-00001', total: eur('3689'), status: 'open' },
      subscription: { status: 'active', title: 'Plan', amount: eur('3100'), nextBillOn: '2026-04-01' },
    })
    const { id } = made.subscription

    toDate(test, '2026-03-21')
    const change = { id, ...subscriptionChange.parse({ priceId: large.priceId }) }
    const preview = await previewChange(test.ctx, change)
    expect(preview.invoice?.lines.map(({ amount }) => amount.amount)).toEqual(['-1100', '2200'])
    const changed = await changeSubscription(test.ctx, { ...change, planHash: preview.planHash })
    expect(changed.invoice?.total).toEqual(preview.invoice?.total)
    expect(changed.invoice?.lines.map(({ explanation }) => explanation)).toEqual([
      '11 of 31 days',
      '11 of 31 days',
    ])
    await expect(
      changeSubscription(test.ctx, { ...change, planHash: preview.planHash }),
    ).rejects.toMatchObject({ code: 'invalid-body' })

    expect(await previewNextInvoice(test.ctx, { id })).toMatchObject({
      asOf: '2026-04-01',
      invoice: { subtotal: eur('6200') },
    })
    const end = await previewCancel(test.ctx, { id, at: 'now' })
    expect(end.invoice).toMatchObject({ total: eur('-2618'), amountDue: eur('-2618') })
    const cancelled = await cancelSubscription(test.ctx, { id, at: 'now', planHash: end.planHash })
    expect(cancelled).toMatchObject({
      subscription: { status: 'ended', nextBillOn: null },
      invoice: { kind: 'credit-note' },
    })
    expect((await getSubscription(test.ctx, { id })).history.map(({ kind }) => kind)).toEqual([
      'cancelled',
      'changed',
      'started',
    ])
    const log = await listAuditOfCustomer(test.ctx, { id: customerId, limit: 10 })
    expect(log.items.map(({ action }) => action)).toEqual([
      'subscription.cancel',
      'subscription.change',
      'subscription.create',
    ])
    expect(await checkBooks(db)).toEqual([])
  })

  it('are paused and resumed, and take back a cancellation', async () => {
    const test = open()
    const { customerId, priceId } = await prepared(test)
    const { subscription } = await createSubscription(
      test.ctx,
      newSubscription.parse({ customerId, priceId }),
    )
    const { id } = subscription
    expect(await pauseSubscription(test.ctx, { id })).toMatchObject({ status: 'paused', nextBillOn: null })
    expect(await resumeSubscription(test.ctx, { id })).toMatchObject({
      invoice: null,
      subscription: { status: 'active', nextBillOn: '2026-04-01' },
    })
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    expect(await resumeSubscription(test.ctx, { id })).toMatchObject({
      invoice: null,
      subscription: { status: 'active', cancelOn: null, nextBillOn: '2026-04-01' },
    })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('show what a resumption books, and refuse it if that changed', async () => {
    const test = open()
    const { customerId, priceId } = await prepared(test)
    const { subscription } = await createSubscription(
      test.ctx,
      newSubscription.parse({ customerId, priceId }),
    )
    const { id } = subscription
    await expect(previewResume(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(previewResume(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
    await pauseSubscription(test.ctx, { id })
    expect(await previewResume(test.ctx, { id })).toMatchObject({ invoice: null, nextBillOn: '2026-04-01' })

    const { planHash: stale } = await previewResume(test.ctx, { id })
    // The billed days end during the pause, so a resumption bills from its own day on.
    test.clock.advance(45 * 86_400_000)
    const preview = await previewResume(test.ctx, { id })
    expect(preview.invoice?.lines).toHaveLength(1)
    expect(preview.planHash).not.toBe(stale)
    await expect(resumeSubscription(test.ctx, { id, planHash: stale })).rejects.toMatchObject({
      code: 'preview-changed',
    })
    expect((await getSubscription(test.ctx, { id })).status).toBe('paused')
    const resumed = await resumeSubscription(test.ctx, { id, planHash: preview.planHash })
    expect(resumed.invoice).toMatchObject({
      total: preview.invoice?.total,
      amountDue: preview.invoice?.amountDue,
      lines: preview.invoice?.lines.map(({ description, periodStart, periodEnd, amount }) => ({
        description,
        periodStart,
        periodEnd,
        amount,
      })),
    })
    expect(resumed.subscription).toMatchObject({ status: 'active', nextBillOn: preview.nextBillOn })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('D31: that wait for their payment begin when it arrives, with their hosting, and bill nothing before', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const shown = await previewSubscription(
      test.ctx,
      subscriptionPreviewQuery.parse({ customerId, priceId, provision: 'after-payment' }),
    )
    expect(shown).toMatchObject({ nextBillOn: null, invoice: { lines: [{ periodStart: null }] } })
    const { planHash } = shown
    const made = await createSubscription(test.ctx, waiting(customerId, priceId, { planHash }))
    const { id } = made.subscription
    expect(made.subscription).toMatchObject({ status: 'pending', nextBillOn: null, hostingAccountId: null })
    await activatePaidSubscriptions(test.domain)
    expect((await getSubscription(test.ctx, { id })).status).toBe('pending')

    toDate(test, '2026-03-05')
    await recordPayment(test.ctx, {
      customerId,
      amount: eur('3689'),
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-05',
    })
    await activatePaidSubscriptions(test.domain)
    await activatePaidSubscriptions(test.domain)
    const begun = await getSubscription(test.ctx, { id })
    expect(begun).toMatchObject({
      status: 'active',
      startOn: '2026-03-05',
      billedThrough: '2026-04-05',
      nextBillOn: '2026-04-05',
    })
    expect(await db.select().from(hostingAccounts)).toMatchObject([
      { id: begun.hostingAccountId, username: 'paid', customerId },
    ])
    expect(await documentsOf(db, customerId)).toHaveLength(1)
    expect(await checkBooks(db)).toEqual([])
  })

  it.each([
    ['on the due date', {}, '2026-03-15'],
    ['in the grace period after the due date', {}, '2026-03-22'],
    ['before a start that is later than the due date', { startOn: '2026-04-20' }, '2026-04-20'],
  ])('get the requested hosting if they are paid %s', async (_, more, on) => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const { subscription } = await createSubscription(test.ctx, waiting(customerId, priceId, more))
    toDate(test, on)
    await activatePaidSubscriptions(test.domain)
    await recordPayment(test.ctx, { ...cash(on), customerId })
    await activatePaidSubscriptions(test.domain)
    expect(await db.select().from(hostingAccounts)).toMatchObject([{ username: 'paid', customerId }])
    expect((await getSubscription(test.ctx, { id: subscription.id })).hostingAccountId).not.toBeNull()
  })

  it('begin without hosting if they are paid after the grace period, because the password is erased', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const { subscription } = await createSubscription(test.ctx, waiting(customerId, priceId))
    const sealed = async () => (await db.select().from(subscriptions))[0]?.hostingRequestSealed
    toDate(test, '2026-03-22')
    await activatePaidSubscriptions(test.domain)
    expect(await sealed()).not.toBeNull()
    toDate(test, '2026-03-23')
    await activatePaidSubscriptions(test.domain)
    expect(await sealed()).toBeNull()
    await recordPayment(test.ctx, { ...cash('2026-03-23'), customerId })
    await activatePaidSubscriptions(test.domain)
    expect(await getSubscription(test.ctx, { id: subscription.id })).toMatchObject({
      status: 'active',
      hostingAccountId: null,
    })
    expect(await db.select().from(hostingAccounts)).toEqual([])
  })

  it('alert staff once if they are paid and their hosting can no longer be created', async () => {
    const test = open()
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    await createSubscription(test.ctx, waiting(customerId, priceId))
    toDate(test, '2026-03-23')
    await activatePaidSubscriptions(test.domain)
    expect((await listAlerts(test.ctx)).items).toEqual([])
    await recordPayment(test.ctx, { ...cash('2026-03-23'), customerId })
    await activatePaidSubscriptions(test.domain)
    await activatePaidSubscriptions(test.domain)
    expect((await listAlerts(test.ctx)).items).toMatchObject([
      { cause: 'hosting-not-created', customerId, message: expect.stringContaining('password') },
    ])
  })

  it('alert staff if their hosting is refused, try again after ten minutes, and close the alert', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test)
    const { id: serverId } = await addTestServer(test)
    await createSubscription(test.ctx, waiting(customerId, priceId))
    await removeServer(test.ctx, { id: serverId })
    await recordPayment(test.ctx, { ...cash('2026-03-01'), customerId })
    await activatePaidSubscriptions(test.domain)
    expect((await listAlerts(test.ctx)).items).toMatchObject([
      { cause: 'hosting-not-created', customerId, message: expect.stringContaining('Add a server first') },
    ])
    await addTestServer(test)
    test.clock.advance(599_000)
    await activatePaidSubscriptions(test.domain)
    expect(await db.select().from(hostingAccounts)).toEqual([])
    test.clock.advance(1000)
    await activatePaidSubscriptions(test.domain)
    const [account] = await db.select().from(hostingAccounts)
    expect(await db.select().from(subscriptions)).toMatchObject([
      { hostingAccountId: account?.id, hostingRequestSealed: null, hostingRetryAt: null },
    ])
    expect((await listAlerts(test.ctx)).items).toEqual([])
  })

  it('get their hosting after a crash that followed the booking', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const wanted = waiting(customerId, priceId, { provision: 'now' })
    await db.transaction((tx) => beginSubscription(tx, test.ctx, wanted))
    await activatePaidSubscriptions(test.domain)
    await activatePaidSubscriptions(test.domain)
    const accounts = await db.select().from(hostingAccounts)
    expect(accounts).toMatchObject([{ username: 'paid', customerId }])
    expect(await db.select().from(subscriptions)).toMatchObject([
      { hostingAccountId: accounts[0]?.id, hostingRequestSealed: null },
    ])
  })

  it('get their hosting and its link together, so a crash between the two leaves none of them', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const wanted = waiting(customerId, priceId, { provision: 'now' })
    const { subscriptionId } = await db.transaction((tx) => beginSubscription(tx, test.ctx, wanted))
    const running = activatePaidSubscriptions(test.domain)
    await expect.poll(async () => (await db.select().from(hostingAccounts)).length, { interval: 5 }).toBe(1)
    const [row] = await db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
    expect(row?.hostingAccountId).not.toBeNull()
    await running
  })

  it('begin if their invoice was written off and then paid in full', async () => {
    const test = open()
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const { subscription, invoice } = await createSubscription(test.ctx, waiting(customerId, priceId))
    const id = invoice?.id ?? ''
    await writeOffInvoice(test.ctx, { id, reason: 'Not reachable' })
    await recordPayment(test.ctx, { ...cash('2026-03-01'), customerId, amount: eur('3688'), invoiceId: id })
    await activatePaidSubscriptions(test.domain)
    expect((await getSubscription(test.ctx, { id: subscription.id })).status).toBe('pending')
    await recordPayment(test.ctx, { ...cash('2026-03-01'), customerId, amount: eur('1'), invoiceId: id })
    await activatePaidSubscriptions(test.domain)
    expect((await getSubscription(test.ctx, { id: subscription.id })).status).toBe('active')
  })

  it('do not begin because their own invoice was credited', async () => {
    const test = open()
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const waiting = {
      provision: 'after-payment',
      provisioning: { username: 'paid', password: 'Hosting-Pass-7743' },
    }
    const { subscription, invoice } = await createSubscription(
      test.ctx,
      newSubscription.parse({ customerId, priceId, ...waiting }),
    )
    await creditInvoice(test.ctx, { id: invoice?.id ?? '', reason: 'Not wanted' })
    expect(await getInvoice(test.ctx, { id: invoice?.id ?? '' })).toMatchObject({ status: 'paid' })
    await activatePaidSubscriptions(test.domain)
    expect((await getSubscription(test.ctx, { id: subscription.id })).status).toBe('pending')
  })

  it('that are paid early begin on the agreed day', async () => {
    const test = open()
    const { customerId, priceId } = await prepared(test)
    await addTestServer(test)
    const { subscription } = await createSubscription(
      test.ctx,
      newSubscription.parse({
        customerId,
        priceId,
        startOn: '2026-03-06',
        provision: 'after-payment',
        provisioning: { username: 'paid', password: 'Hosting-Pass-7743' },
      }),
    )
    const amount = eur('3689')
    await recordPayment(test.ctx, {
      customerId,
      amount,
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    await activatePaidSubscriptions(test.domain)
    expect((await getSubscription(test.ctx, { id: subscription.id })).status).toBe('pending')
    toDate(test, '2026-03-06')
    await activatePaidSubscriptions(test.domain)
    expect(await getSubscription(test.ctx, { id: subscription.id })).toMatchObject({
      status: 'active',
      startOn: '2026-03-06',
      nextBillOn: '2026-04-06',
      items: [{ fromOn: '2026-03-06' }],
    })
  })

  it('create their hosting once for a key, and are not written if the request is refused', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test)
    const server = await addTestServer(test)
    const start = (key: string, provisioning: object, more: object = {}) =>
      createSubscription(
        contextOf(test.domain, callWithKey(key, JSON.stringify(provisioning))),
        newSubscription.parse({ customerId, priceId, provision: 'now', provisioning, ...more }),
      )
    const wanted = { username: 'alpha', password: 'Hosting-Pass-7743' }
    await expect(start('one', { ...wanted, username: 'two words' })).rejects.toMatchObject({
      errors: [{ path: 'provisioning.username' }],
    })
    await expect(start('one', { ...wanted, serverId: newId() })).rejects.toMatchObject({
      errors: [{ path: 'provisioning.serverId' }],
    })
    expect(await documentsOf(db, customerId)).toEqual([])
    const made = await start('one', wanted)
    expect(made).toMatchObject({ hosting: { account: { username: 'alpha' } }, hostingProblem: null })
    const again = await start('one', wanted)
    expect(again.hosting?.account.id).toBe(made.hosting?.account.id)
    expect(again.subscription).toMatchObject({
      id: made.subscription.id,
      hostingAccountId: made.hosting?.account.id,
    })
    // The customer's second account on the server needs an email address of its own.
    await expect(start('two', { ...wanted, username: 'beta' })).rejects.toMatchObject({
      errors: [{ path: 'provisioning.email' }],
    })
    expect(await documentsOf(db, customerId)).toHaveLength(1)
    expect(await db.select().from(hostingAccounts)).toMatchObject([{ serverId: server.id }])
  })

  it('refuse what is not there, and name the field', async () => {
    const test = open()
    const { customerId, priceId } = await prepared(test)
    const start = (given: object) =>
      createSubscription(test.ctx, newSubscription.parse({ customerId, priceId, ...given }))
    await expect(start({ customerId: newId() })).rejects.toMatchObject({ code: 'not-found' })
    await expect(start({ priceId: newId() })).rejects.toMatchObject({
      code: 'not-found',
      errors: [{ path: 'priceId' }],
    })
    await expect(start({ couponCode: 'NONE' })).rejects.toMatchObject({ errors: [{ path: 'couponCode' }] })
    await expect(start({ provision: 'now' })).rejects.toMatchObject({ errors: [{ path: 'provisioning' }] })
    await expect(start({ planHash: 'a'.repeat(64) })).rejects.toMatchObject({ code: 'preview-changed' })
    await expect(getSubscription(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
    await expect(pauseSubscription(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describeDomain('Invoices', (open) => {
  const invoiced = async (test: TestDomain, amount?: bigint) => {
    const { customerId, priceId } = await prepared(test, amount)
    const { invoice } = await createSubscription(test.ctx, newSubscription.parse({ customerId, priceId }))
    if (!invoice) throw new Error('No invoice.')
    return { customerId, invoice }
  }

  it('are credited in part, by lines and by amount, then voided', async () => {
    const test = open()
    const { customerId, invoice } = await invoiced(test)
    const { id } = invoice
    const [line] = invoice.lines
    const body = { id, reason: 'Outage', lines: [{ lineId: line?.id ?? '', amount: eur('100') }] }
    const shown = await previewCredit(test.ctx, body)
    expect(shown.invoice?.total).toEqual(eur('-119'))
    const note = await creditInvoice(test.ctx, { ...body, planHash: shown.planHash })
    expect(note).toMatchObject({
      kind: 'credit-note',
      number: 'CN-2026-00001',
      total: eur('119'),
      creditedInvoice: { id },
    })
    await creditInvoice(test.ctx, { id, reason: 'Again', amount: eur('1000') })
    expect(await getInvoice(test.ctx, { id })).toMatchObject({
      amountDue: eur('2570'),
      creditable: eur('2570'),
    })
    await expect(
      creditInvoice(test.ctx, { id, reason: 'Too much', amount: eur('2571') }),
    ).rejects.toMatchObject({ code: 'already-credited' })
    expect(await voidInvoice(test.ctx, { id, reason: 'Wrong' })).toMatchObject({
      status: 'void',
      amountDue: eur('0'),
      creditable: eur('0'),
    })
    await expect(voidInvoice(test.ctx, { id, reason: 'Wrong' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    const log = await listAuditOfCustomer(test.ctx, { id: customerId, limit: 10 })
    expect(log.items[0]).toMatchObject({ action: 'invoice.void', after: { reason: 'Wrong' } })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('are written off as bad debt', async () => {
    const test = open()
    const { invoice } = await invoiced(test)
    expect(await writeOffInvoice(test.ctx, { id: invoice.id, reason: 'Bankrupt' })).toMatchObject({
      status: 'uncollectible',
      amountDue: eur('3689'),
    })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('are drafts until they are finalized or discarded', async () => {
    const test = open()
    const { db } = test.database
    const { customerId } = await invoiced(test)
    const { insertDraft } = await import('#testing/billing-rows.ts')
    const [kept, dropped] = [await insertDraft(db, customerId), await insertDraft(db, customerId)]
    const tax = { country: 'DE', category: 'standard', treatment: 'standard', name: 'VAT', ratePpm: 190_000 }
    await db
      .insert(documentTaxes)
      .values({ ...tax, documentId: kept, position: 1, key: 'VAT', base: 10000n, amount: 1900n })
    toDate(test, '2026-03-10')
    expect(await finalizeInvoice(test.ctx, { id: kept })).toMatchObject({
      number: 'INV-2026-00002',
      status: 'open',
      issuedOn: '2026-03-10',
      dueOn: '2026-03-24',
    })
    await expect(finalizeInvoice(test.ctx, { id: kept })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(discardInvoice(test.ctx, { id: kept })).rejects.toMatchObject({ code: 'wrong-state' })
    await discardInvoice(test.ctx, { id: dropped })
    expect(await db.select().from(documents).where(eq(documents.id, dropped))).toEqual([])
    expect(await documentsOf(db, customerId)).toHaveLength(2)
    expect(await checkBooks(db)).toEqual([])
  })
})
