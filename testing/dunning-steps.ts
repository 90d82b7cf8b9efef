import { eq } from 'drizzle-orm'
import { dunningPolicyChange } from '#contracts/dunning/schemas.ts'
import type { Payment } from '#contracts/payments/schemas.ts'
import { contextOf } from '#server/domain/context.ts'
import { changeDunningPolicy, runDunning } from '#server/domain/dunning/index.ts'
import { recordPayment } from '#server/domain/payments/index.ts'
import { companySettings } from '#server/domain/tables/company.ts'
import { documentLines, documents } from '#server/domain/tables/documents.ts'
import { dunningCases, dunningSteps, hostingWishes } from '#server/domain/tables/dunning.ts'
import { prices, products } from '#server/domain/tables/products.ts'
import { subscriptions } from '#server/domain/tables/subscriptions.ts'
import { carryOutWishes } from '#server/domain/wishes/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import { finalized, insertDraft } from './billing-rows.ts'
import { call, type TestDomain } from './domain.ts'
import { runUntilSettled } from './domain-steps.ts'

/** A company in UTC, and a policy whose suspensions are possible at any time. Invoices are due on 2026-03-15. */
export async function dunningOn(
  test: TestDomain,
  given: {
    steps?: readonly object[]
    brake?: { mostPercent: number; mostAccounts: number }
    timeZone?: string
  } = {},
): Promise<void> {
  const at = test.clock.now()
  const { timeZone = 'UTC', steps, brake = { mostPercent: 100, mostAccounts: 1000 } } = given
  const row = { legalName: 'Example', timeZone, currency: 'EUR', createdAt: at, updatedAt: at }
  const address = { line1: '', line2: '', city: '', postcode: '', region: '', country: 'DE' }
  await test.database.db.insert(companySettings).values({ ...row, address })
  await changePolicy(test, steps ?? defaultSteps, brake)
}

export const defaultSteps = [
  { id: 'remind-1', day: -3, action: 'remind' },
  { id: 'remind-2', day: 3, action: 'remind' },
  { id: 'suspend', day: 10, action: 'suspend' },
  { id: 'terminate', day: 40, action: 'ask-to-terminate' },
] as const

export const changePolicy = (
  test: TestDomain,
  steps: readonly object[],
  brake = { mostPercent: 100, mostAccounts: 1000 },
  hours = { from: 0, until: 24, weekdaysOnly: false },
) =>
  changeDunningPolicy(
    contextOf(test.domain, call()),
    dunningPolicyChange.parse({
      isEnabled: true,
      steps,
      brake,
      hours,
    }),
  )

let lastNumber = 0

/** A finalized invoice of 119.00 EUR for a subscription of a hosting account. */
export async function invoiceFor(
  { database, clock }: TestDomain,
  customerId: string,
  accountId: string | null,
  set: Partial<typeof documents.$inferInsert> = {},
): Promise<{ documentId: string; number: string }> {
  const { db } = database
  const at = clock.now()
  const productId = newId()
  const times = { createdAt: at, updatedAt: at }
  const product = {
    id: productId,
    name: 'Plan',
    kind: 'plan',
    taxCategory: 'standard',
    withHosting: true,
  } as const
  await db.insert(products).values({ ...product, ...times })
  const price = {
    productId,
    currency: 'EUR',
    amount: 11900n,
    intervalUnit: 'month',
    taxIncluded: true,
  } as const
  await db.insert(prices).values({ ...price, id: newId(), createdAt: at })
  const subscriptionId = newId()
  await db.insert(subscriptions).values({
    id: subscriptionId,
    customerId,
    status: 'active',
    currency: 'EUR',
    intervalUnit: 'month',
    intervalCount: 1,
    anchorOn: '2026-03-01',
    startOn: '2026-03-01',
    hostingAccountId: accountId,
    ...times,
  })
  const documentId = await insertDraft(db, customerId)
  await db.update(documentLines).set({ subscriptionId }).where(eq(documentLines.documentId, documentId))
  lastNumber += 1
  await db
    .update(documents)
    .set({ ...finalized(lastNumber), ...set })
    .where(eq(documents.id, documentId))
  return { documentId, number: `INV-${lastNumber}` }
}

export const pay = (
  test: TestDomain,
  customerId: string,
  amount = '11900',
  invoiceId?: string,
): Promise<Payment> =>
  recordPayment(contextOf(test.domain, call()), {
    customerId,
    amount: { amount, currency: 'EUR' },
    method: 'bank-transfer',
    reference: '',
    receivedOn: test.clock.now().toISOString().slice(0, 10),
    ...(invoiceId === undefined ? {} : { invoiceId }),
  })

/** Moves the clock to 09:00 UTC of a day and runs the sweep once. */
export async function runOn(test: TestDomain, day: string): Promise<void> {
  test.clock.advance(new Date(`${day}T09:00:00.000Z`).getTime() - test.clock.now().getTime())
  await runDunning(test.domain)
}

/** Runs the sweep on each day from the first to the last. */
export async function runDaily(test: TestDomain, from: string, until: string): Promise<void> {
  for (let at = Date.parse(from); at <= Date.parse(until); at += 86_400_000)
    await runOn(test, new Date(at).toISOString().slice(0, 10))
}

/** Carries out wishes and runs their operations, until nothing is left that is possible now. */
export async function carriedOut(test: TestDomain): Promise<void> {
  await carryOutWishes(test.domain)
  for (const id of await openOperations(test)) await runUntilSettled(test, id)
  await carryOutWishes(test.domain)
}

export const openOperations = async ({ database }: TestDomain): Promise<string[]> =>
  (await database.db.select().from(operations)).filter(({ endedAt }) => endedAt === null).map(({ id }) => id)

/** "remind-1 2026-03-12", in the order in which they were done. */
export const stepsOf = async ({ database }: TestDomain): Promise<string[]> =>
  (await database.db.select().from(dunningSteps).orderBy(dunningSteps.id)).map(
    ({ step, doneOn, isSkipped }) => `${isSkipped ? 'skip ' : ''}${step} ${doneOn}`,
  )

export const casesOf = ({ database }: TestDomain) => database.db.select().from(dunningCases)
export const wishesOf = ({ database }: TestDomain) => database.db.select().from(hostingWishes)

/** The violations of M14 and M15. */
export const violationsOf = async ({ database }: TestDomain): Promise<unknown[]> => [
  ...rowsOf(await database.db.execute('select * from check_m14_wishes()')),
  ...rowsOf(await database.db.execute('select * from check_m15_reasons()')),
]
