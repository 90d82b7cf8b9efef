import { sql } from 'drizzle-orm'
import { newSubscription } from '#contracts/subscriptions/schemas.ts'
import { runBilling } from '#server/domain/billing/index.ts'
import { type Context, contextOf } from '#server/domain/context.ts'
import { creditInvoice, voidInvoice, writeOffInvoice } from '#server/domain/invoices/index.ts'
import { recordPayment, refundPayment, reversePayment } from '#server/domain/payments/index.ts'
import { activatePaidSubscriptions, createSubscription } from '#server/domain/subscriptions/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { callWithKey, type TestDomain } from '../domain.ts'
import { type CustomerRows, readCustomerRows } from './customer-rows.ts'
import type { HistoryStep } from './histories.ts'
import { killedAt, ProcessKilled } from './killed-transactions.ts'
import { changeSome, chosen, type HistoryOf } from './subscription-steps.ts'

const eur = (amount: bigint) => ({ amount: amount.toString(), currency: 'EUR' as const })

/**
 * Takes one step. With `killAt` the process is killed first, before that statement, and the step is repeated under its
 * Idempotency-Key by another process.
 */
export async function takeStep(history: HistoryOf, step: HistoryStep, killAt: number | null): Promise<void> {
  const { test } = history
  if (step.kind === 'time') test.clock.advance(step.days * 86_400_000)
  const key = callWithKey(newId())
  const rows = await readCustomerRows(test.database.db, history.customerId)
  if (killAt !== null) {
    const { database } = killedAt(test.database, killAt)
    await attempt(() => perform(history, contextOf(test.domainWith({ database }), key), step, rows))
    await endLeases(test)
  }
  await attempt(() => perform(history, contextOf(test.domain, key), step, rows))
}

/** A refusal writes nothing, and so does a kill before the commit. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal) && !isKill(error)) throw error
  }
}

const isKill = (error: unknown): boolean =>
  error instanceof ProcessKilled ||
  (error instanceof Error && error.cause !== undefined && isKill(error.cause))

/** A killed invoice run keeps its lease for minutes. */
const endLeases = ({ database }: TestDomain) =>
  database.db.execute(
    sql`update billing_runs set lease_until = started_at - interval '1 hour' where state = 'running'`,
  )

async function perform(
  history: HistoryOf,
  ctx: Context,
  step: HistoryStep,
  rows: CustomerRows,
): Promise<void> {
  const { customerId, priceIds, couponCodes, test } = history
  const today = test.clock.now().toISOString().slice(0, 10)
  switch (step.kind) {
    case 'time':
      await runBilling(ctx, { dryRun: false }, { kind: 'system', name: 'System' })
      return activatePaidSubscriptions(ctx)
    case 'pay': {
      const payment = { customerId, amount: eur(step.amount), method: 'cash', reference: '' } as const
      return void (await recordPayment(ctx, { ...payment, receivedOn: today }))
    }
    case 'start': {
      const fields = { customerId, priceId: chosen(priceIds, step.pick), quantity: step.quantity }
      const body = newSubscription.parse({
        ...fields,
        ...(step.withCoupon ? { couponCode: chosen(couponCodes, step.quantity) } : {}),
      })
      const hosting = step.provision === 'none' ? {} : waiting(customerId)
      return void (await createSubscription(ctx, { ...body, ...hosting }))
    }
    case 'refund':
    case 'reverse':
      return moneyBack(ctx, step, chosen(rows.payments, step.pick)?.id, today)
    case 'credit':
    case 'void':
    case 'write-off': {
      const invoices = rows.documents.filter(({ kind }) => kind === 'invoice')
      return correct(ctx, step, chosen(invoices, step.pick)?.id)
    }
    default:
      return changeSome(history, ctx, step)
  }
}

const waiting = (customerId: string) => ({
  provision: 'after-payment' as const,
  provisioning: { username: `u${customerId.slice(-11)}`, password: 'hosting-Password-9' },
})

async function moneyBack(
  ctx: Context,
  step: Extract<HistoryStep, { kind: 'refund' | 'reverse' }>,
  id: string | undefined,
  refundedOn: string,
): Promise<void> {
  const reason = 'Random'
  if (id === undefined) return
  if (step.kind === 'reverse') await reversePayment(ctx, { id, reason })
  else await refundPayment(ctx, { id, amount: eur(step.amount), reference: '', refundedOn, reason })
}

async function correct(
  ctx: Context,
  step: Extract<HistoryStep, { kind: 'credit' | 'void' | 'write-off' }>,
  id: string | undefined,
): Promise<void> {
  const reason = 'Random'
  if (id === undefined) return
  if (step.kind === 'void') await voidInvoice(ctx, { id, reason })
  else if (step.kind === 'write-off') await writeOffInvoice(ctx, { id, reason })
  else await creditInvoice(ctx, { id, reason, ...(step.amount === null ? {} : { amount: eur(step.amount) }) })
}
