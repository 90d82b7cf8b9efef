import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newSubscription } from '#contracts/subscriptions/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain } from '#testing/domain.ts'
import { accountRow, addTestServer, onboardWithHosting } from '#testing/domain-steps.ts'
import { contextOf } from '../context.ts'
import { listAuditOfCustomer } from '../customers/index.ts'
import { alerts } from '../tables/alerts.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import {
  cancelSubscription,
  createSubscription,
  getSubscription,
  listSubscriptions,
  setHostingAccount,
} from './index.ts'

describeDomain('The hosting account of a subscription', (open) => {
  /** A customer with hosting from before billing, and a price. */
  async function prepared() {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    await addTestServer(test)
    const { customer, accountId } = await onboardWithHosting(test)
    const { priceId } = await insertPrice(db, 3100n)
    const start = async (more: object = {}) =>
      (
        await createSubscription(
          test.ctx,
          newSubscription.parse({ customerId: customer.id, priceId, ...more }),
        )
      ).subscription
    return { test, customerId: customer.id, accountId, priceId, start }
  }

  const refused = (code: string, message: RegExp, field = 'hostingAccountId') => ({
    code,
    message: expect.stringMatching(message),
    errors: [expect.objectContaining({ path: field })],
  })

  it('is set, changed and removed, once for a key, with an audit entry each', async () => {
    const { test, customerId, accountId, start } = await prepared()
    const { id } = await start()
    const ctx = contextOf(test.domain, callWithKey('link'))
    const linked = await setHostingAccount(ctx, { id, hostingAccountId: accountId })
    expect(linked).toMatchObject({ id, hostingAccountId: accountId })
    expect(await setHostingAccount(ctx, { id, hostingAccountId: accountId })).toEqual(linked)
    // The present account changes nothing.
    await setHostingAccount(test.ctx, { id, hostingAccountId: accountId })
    const { items } = await listSubscriptions(test.ctx, { customerId, limit: 10 })
    expect(items).toMatchObject([{ hostingAccountId: accountId }])
    await setHostingAccount(test.ctx, { id, hostingAccountId: null })
    expect(await getSubscription(test.ctx, { id })).toMatchObject({ hostingAccountId: null })
    const log = await listAuditOfCustomer(test.ctx, { id: customerId, limit: 2 })
    expect(log.items).toMatchObject([
      {
        action: 'subscription.set-hosting-account',
        before: { hostingAccountId: accountId },
        after: { subscriptionId: id, hostingAccountId: null },
      },
      { action: 'subscription.set-hosting-account', after: { hostingAccountId: accountId } },
    ])
  })

  it('is set by the call that starts the subscription', async () => {
    const { accountId, start } = await prepared()
    expect(await start({ hostingAccountId: accountId })).toMatchObject({
      hostingAccountId: accountId,
      provision: 'none',
    })
  })

  it('is refused beside hosting that is to be created', async () => {
    const { test, accountId, start } = await prepared()
    const provisioning = { username: 'another', password: 'Hosting-Pass-7743' }
    for (const provision of ['now', 'after-payment'])
      await expect(start({ provision, provisioning, hostingAccountId: accountId })).rejects.toMatchObject(
        refused('invalid-body', /provision/),
      )
    expect(await test.database.db.$count(subscriptions)).toBe(0)
  })

  it('is not an unknown one or that of another customer, with the same answer', async () => {
    const { test, priceId, accountId, start } = await prepared()
    const stranger = await insertCustomer(test.database.db)
    const foreign = newSubscription.parse({ customerId: stranger, priceId })
    const { subscription } = await createSubscription(test.ctx, foreign)
    const { id } = await start()
    const answers = await Promise.all(
      [
        () => setHostingAccount(test.ctx, { id: subscription.id, hostingAccountId: accountId }),
        () => setHostingAccount(test.ctx, { id, hostingAccountId: newId() }),
        () => createSubscription(test.ctx, { ...foreign, hostingAccountId: accountId }),
        () => start({ hostingAccountId: newId() }),
      ].map((call) => call().catch(({ code, message, errors }) => ({ code, message, errors }))),
    )
    expect(answers[0]).toMatchObject(refused('invalid-body', /no hosting account with this ID/))
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1)
  })

  it.each(['terminating', 'terminated'] as const)('is not one that is %s', async (status) => {
    const { test, accountId, start } = await prepared()
    const { id } = await start()
    await test.database.db.update(hostingAccounts).set({ status }).where(eq(hostingAccounts.id, accountId))
    await expect(setHostingAccount(test.ctx, { id, hostingAccountId: accountId })).rejects.toMatchObject(
      refused('wrong-state', /terminated/),
    )
  })

  it('belongs to one subscription at a time, and is free again when that one has ended', async () => {
    const { test, accountId, start } = await prepared()
    const first = await start({ hostingAccountId: accountId })
    await expect(start({ hostingAccountId: accountId })).rejects.toMatchObject(
      refused('wrong-state', /another subscription/),
    )
    const second = await start()
    const link = () => setHostingAccount(test.ctx, { id: second.id, hostingAccountId: accountId })
    await expect(link()).rejects.toMatchObject(refused('wrong-state', /another subscription/))
    await cancelSubscription(test.ctx, { id: first.id, at: 'now' })
    expect(await link()).toMatchObject({ hostingAccountId: accountId })
    await expect(setHostingAccount(test.ctx, { id: first.id, hostingAccountId: null })).rejects.toMatchObject(
      refused('wrong-state', /ended/),
    )
  })

  it('goes to one of two subscriptions that ask at once', async () => {
    const { test, accountId, start } = await prepared()
    const rows = [await start(), await start()]
    const results = await Promise.allSettled(
      rows.map(({ id }) => setHostingAccount(test.ctx, { id, hostingAccountId: accountId })),
    )
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('replaces the hosting that waits to be created, whose password is erased, and closes its alert', async () => {
    const { test, customerId, accountId, start } = await prepared()
    const provisioning = { username: 'later', password: 'Hosting-Pass-7743', email: 'later@example.com' }
    const { id } = await start({ provision: 'after-payment', provisioning })
    const sealed = async () =>
      (await test.database.db.select().from(subscriptions).where(eq(subscriptions.id, id)))[0]
        ?.hostingRequestSealed
    expect(await sealed()).not.toBeNull()
    const at = test.clock.now()
    const alert = { message: '', done: '', remedy: '', openedAt: at, customerId }
    await test.database.db.insert(alerts).values({ id: newId(), cause: 'hosting-not-created', ...alert })
    await setHostingAccount(test.ctx, { id, hostingAccountId: accountId })
    expect(await sealed()).toBeNull()
    expect(await test.database.db.select().from(alerts)).toMatchObject([{ closedAt: at }])
    expect(await accountRow(test, accountId)).toMatchObject({ username: 'alpha' })
    expect(await test.database.db.$count(hostingAccounts, eq(hostingAccounts.username, 'later'))).toBe(0)
  })
})
