import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { runBilling } from '#server/domain/billing/index.ts'
import { claimMails } from '#server/domain/mail/outbox.ts'
import { reconcileDueServers } from '#server/domain/reconciliation/index.ts'
import { billingRuns } from '#server/domain/tables/billing-runs.ts'
import { mails } from '#server/domain/tables/mail.ts'
import { reconciliations } from '#server/domain/tables/reconciliations.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { claimOperation } from '#server/work/claim.ts'
import { operations } from '#server/work/table.ts'
import { commit, documentsOf, insertCompany, insertPrice, insertVat } from '../billing/steps.ts'
import { insertCustomer } from '../billing-rows.ts'
import { describeDomain, type TestDomain } from '../domain.ts'
import { addTestServer, onboardWithHosting } from '../domain-steps.ts'

const dayMs = 86_400_000
const by = { kind: 'system', name: 'System' } as const

describeDomain('A jump of the clock', (open) => {
  it('forward takes no lease from a living worker until it has had time to renew it', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const { clock } = test
    let moved = false
    const domain = test.domainWith({ clock: { now: clock.now, movedWithin: () => moved } })
    expect(await claimOperation(domain, operationId)).not.toBeNull()
    clock.advance(3 * dayMs)
    moved = true
    expect(await claimOperation(domain, operationId)).toBeNull()
    const [row] = await test.database.db.select().from(operations).where(eq(operations.id, operationId))
    expect(row?.interruptions).toBe(0)
    moved = false
    expect((await claimOperation(domain, operationId))?.interrupted).toBe(true)
  })

  const numbersOf = async (test: TestDomain, customerId: string) =>
    (await documentsOf(test.database.db, customerId)).map(({ id }) => id)

  it('forward and back neither repeats an invoice nor omits one', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const { priceId } = await insertPrice(db, 990n)
    const customerId = await insertCustomer(db)
    await commit(test, {
      customerId,
      action: {
        kind: 'start',
        items: [{ priceId, quantity: 1 }],
        startOn: localDate('2026-03-01'),
        trialEndsOn: null,
        coupon: null,
        provision: 'none',
      },
    })
    const bill = () => runBilling(test.domain, { dryRun: false }, by)
    await bill()
    const first = await numbersOf(test, customerId)
    test.clock.advance(40 * dayMs)
    await bill()
    const ahead = await numbersOf(test, customerId)
    expect(ahead.length).toBe(first.length + 1)
    test.clock.setBack(40 * dayMs)
    await bill()
    test.clock.advance(40 * dayMs)
    await bill()
    expect(await numbersOf(test, customerId)).toEqual(ahead)
    test.clock.advance(30 * dayMs)
    await bill()
    expect((await numbersOf(test, customerId)).length).toBe(ahead.length + 1)
  })

  it('back does not keep the lease of an invoice run whose process died', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const at = test.clock.now()
    const ahead = new Date(at.getTime() + 3 * dayMs)
    await db.insert(billingRuns).values({
      id: newId(),
      asOf: localDate('2026-03-04'),
      state: 'running',
      startedBy: 'System',
      leaseUntil: ahead,
      startedAt: ahead,
    })
    await expect(runBilling(test.domain, { dryRun: false }, by)).resolves.toMatchObject({ dryRun: false })
  })

  it('back does not delay a mail', async () => {
    const test = open()
    const { db } = test.database
    const at = test.clock.now()
    const ahead = new Date(at.getTime() + 3 * dayMs)
    await openInstallation(db)
    await db.update(installation).set({ standing: 'recognised' })
    await db.insert(mails).values({
      kind: 'password-changed',
      recipient: 'moved@example.com',
      createdAt: ahead,
      nextAttemptAt: ahead,
    })
    const claimed = await claimMails(test.domain)
    expect(claimed.map(({ recipient }) => recipient)).toEqual(['moved@example.com'])
    expect(await claimMails(test.domain)).toEqual([])
    await db.delete(mails)
  })

  it('back does not stop the reconciliations, and repeats none', async () => {
    const test = open()
    const { db } = test.database
    const { id } = await addTestServer(test)
    const hourMs = 3_600_000
    const runs = async () =>
      (await db.select().from(reconciliations).where(eq(reconciliations.serverId, id))).length
    test.clock.advance(3 * dayMs)
    await reconcileDueServers(test.domain, hourMs)
    expect(await runs()).toBe(1)
    await db.update(servers).set({ reconcilingUntil: test.clock.now() }).where(eq(servers.id, id))
    test.clock.setBack(2 * dayMs)
    await reconcileDueServers(test.domain, hourMs)
    expect(await runs()).toBe(2)
    await reconcileDueServers(test.domain, hourMs)
    expect(await runs()).toBe(2)
  })
})
