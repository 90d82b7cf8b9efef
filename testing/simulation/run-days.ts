import { and, asc, eq, sql } from 'drizzle-orm'
import { runDueBilling } from '#server/domain/billing/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { runDunning } from '#server/domain/dunning/index.ts'
import { recordPayment } from '#server/domain/payments/index.ts'
import type { Pays } from '#server/domain/simulation/index.ts'
import { activatePaidSubscriptions } from '#server/domain/subscriptions/index.ts'
import { documents } from '#server/domain/tables/documents.ts'
import { dunningSteps, hostingWishes } from '#server/domain/tables/dunning.ts'
import { addDays, type LocalDate } from '#server/platform/calendar/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import { call, type TestDomain } from '../domain.ts'
import { carriedOut } from '../dunning-steps.ts'

/** Moves the clock to noon of each day, records the payments of the assumption, and lets the product work. */
export async function runDays(test: TestDomain, days: readonly LocalDate[], pays: Pays): Promise<void> {
  for (const day of days) {
    test.clock.advance(Date.parse(`${day}T12:00:00.000Z`) - test.clock.now().getTime())
    await payDue(test, day, pays)
    await activatePaidSubscriptions(test.domain)
    await runDueBilling(test.domain)
    const before = await test.database.db.$count(dunningSteps)
    await runDunning(test.domain)
    // It runs each minute. An invoice of a late fee can reach its own first step on the same day.
    if ((await test.database.db.$count(dunningSteps)) > before) await runDunning(test.domain)
    if ((await test.database.db.$count(hostingWishes, eq(hostingWishes.settled, false))) > 0)
      await carriedOut(test)
  }
}

async function payDue(test: TestDomain, day: LocalDate, pays: Pays): Promise<void> {
  if (pays.kind === 'never') return
  const limit = pays.kind === 'on-due' ? day : addDays(day, -pays.days)
  const due = and(eq(documents.kind, 'invoice'), eq(documents.status, 'open'), sql`due_on <= ${limit}::date`)
  const rows = await test.database.db
    .select({ id: documents.id })
    .from(documents)
    .where(due)
    .orderBy(
      asc(documents.customerId),
      asc(documents.dueOn),
      asc(documents.issuedOn),
      asc(documents.seriesNumber),
    )
  for (const { id } of rows) {
    const [invoice] = await test.database.db
      .select()
      .from(documents)
      .where(and(eq(documents.id, id), due))
    if (!invoice) continue
    await recordPayment(contextOf(test.domain, call()), {
      customerId: invoice.customerId,
      invoiceId: id,
      amount: toJson(money(invoice.amountDue, currencyOf(invoice.currency))),
      method: 'bank-transfer',
      reference: '',
      receivedOn: day,
    })
  }
}
