import { and, asc, eq, gte, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { alerts } from '#server/domain/tables/alerts.ts'
import { billingParks } from '#server/domain/tables/billing-runs.ts'
import { charges, documentLines, documents, documentTaxes } from '#server/domain/tables/documents.ts'
import { dunningCases, dunningSteps } from '#server/domain/tables/dunning.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { allocations, payments } from '#server/domain/tables/payments.ts'
import { subscriptionChanges, subscriptions } from '#server/domain/tables/subscriptions.ts'
import type { Db } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import { bytesOf } from './as-text.ts'

/**
 * Reads what happened since a moment, as the texts of a simulation: see {@link eventText}.
 * @param pending the subscriptions that had not begun at that moment
 */
export async function realEvents(db: Db, since: Date, pending: ReadonlySet<string>): Promise<string[]> {
  const names = await numberNames(db, since)
  const events = [
    ...(await invoiceEvents(db, since)),
    ...(await paymentEvents(db, since)),
    ...(await stepEvents(db, since)),
    ...(await hostingEvents(db, since)),
    ...(await stopEvents(db, since)),
    ...(await statusEvents(db, since, pending)),
  ]
  return events.map(({ customerId, ...event }) =>
    bytesOf({ customerId, ...event }).replaceAll(/INV-\d{4}-\d+/g, (number) => names.get(number) ?? number),
  )
}

interface Row {
  readonly on: string
  readonly customerId: string
  readonly kind: string
  readonly [key: string]: unknown
}

/** The numbers of a series depend on what else is invoiced, so those of a simulation are counted for each customer. */
export async function numberNames(db: Db, since: Date): Promise<Map<string, string>> {
  const rows = await db
    .select()
    .from(documents)
    .where(and(eq(documents.kind, 'invoice'), gte(documents.createdAt, since)))
    .orderBy(asc(documents.seriesYear), asc(documents.seriesNumber))
  const counts = new Map<string, number>()
  return new Map(
    rows.map(({ customerId, number }) => {
      const count = (counts.get(customerId) ?? 0) + 1
      counts.set(customerId, count)
      return [number ?? '', `new-${String(count).padStart(5, '0')}`]
    }),
  )
}

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

async function invoiceEvents(db: Db, since: Date): Promise<Row[]> {
  const rows = await db.select().from(documents).where(gte(documents.createdAt, since))
  const lines = await db
    .select({ line: documentLines, charge: charges })
    .from(documentLines)
    .leftJoin(charges, eq(charges.id, documentLines.chargeId))
    .orderBy(asc(documentLines.position))
  const taxes = await db.select().from(documentTaxes).orderBy(asc(documentTaxes.position))
  const numberOf = new Map((await db.select().from(documents)).map(({ id, number }) => [id, number]))
  const invoices = rows.map((row): Row => {
    const own = lines.filter(({ line }) => line.documentId === row.id)
    return {
      on: row.issuedOn,
      customerId: row.customerId,
      kind: row.kind,
      number: row.kind === 'invoice' ? row.number : numberOf.get(row.creditedDocumentId ?? ''),
      document: {
        issuedOn: row.issuedOn,
        dueOn: row.dueOn,
        currency: row.currency,
        net: row.net,
        tax: row.tax,
        total: row.total,
        notes: row.notes,
        taxDecision: row.taxDecision,
        lines: own.map(({ line, charge }) => ({
          description: line.description,
          quantity: line.quantity,
          unitAmount: line.unitAmount,
          period: line.periodStart === null ? null : { start: line.periodStart, end: line.periodEnd },
          amount: line.amount,
          discount: line.discount,
          taxIncluded: line.taxIncluded,
          taxCategory: line.taxCategory,
          taxKey: line.taxKey,
          net: line.net,
          explanation: line.explanation,
          subscription: line.subscriptionId,
          product: line.productId,
          charge: charge && { kind: charge.kind, item: charge.itemId, explanation: charge.explanation },
        })),
        taxes: taxes
          .filter(({ documentId }) => documentId === row.id)
          .map(({ documentId: _, position: __, ...tax }) => tax),
      },
    }
  })
  const fees = lines.flatMap(({ charge }): Row[] =>
    charge?.kind === 'late-fee' && charge.createdAt >= since
      ? [
          {
            on: dateOf(charge.createdAt),
            customerId: charge.customerId,
            kind: 'late-fee',
            number: numberOf.get(charge.lateDocumentId ?? ''),
            amount: `${charge.amount} ${charge.currency}`,
          },
        ]
      : [],
  )
  return [...invoices, ...fees]
}

/** An allocation of the payment that was recorded for the same invoice at that moment is not an event of its own. */
async function paymentEvents(db: Db, since: Date): Promise<Row[]> {
  const received = await db.select().from(payments).where(gte(payments.createdAt, since))
  const used = await db
    .select({ allocation: allocations, number: documents.number })
    .from(allocations)
    .innerJoin(documents, eq(documents.id, allocations.documentId))
    .where(gte(allocations.createdAt, since))
  const audited = new Map(
    used.flatMap(({ allocation: { paymentId, createdAt }, number }) =>
      paymentId === null ? [] : [[`${paymentId} ${createdAt.getTime()}`, number] as const],
    ),
  )
  return [
    ...received.map(
      (row): Row => ({
        on: row.receivedOn,
        customerId: row.customerId,
        kind: 'payment',
        number: audited.get(`${row.id} ${row.createdAt.getTime()}`),
        amount: `${row.amount} ${row.currency}`,
      }),
    ),
    ...used.flatMap(({ allocation, number }): Row[] => {
      const { paymentId, createdAt, appliedOn, customerId, amount, currency } = allocation
      const own = received.find(({ id }) => id === paymentId)
      if (own && own.createdAt.getTime() === createdAt.getTime()) return []
      return [{ on: appliedOn, customerId, kind: 'credit', number, amount: `${amount} ${currency}` }]
    }),
  ]
}

const stepData = z.object({ invoices: z.array(z.string()), accounts: z.array(z.string()) })

async function stepEvents(db: Db, since: Date): Promise<Row[]> {
  const rows = await db
    .select({ step: dunningSteps, customerId: dunningCases.customerId })
    .from(dunningSteps)
    .innerJoin(dunningCases, eq(dunningCases.id, dunningSteps.caseId))
    .where(and(gte(dunningSteps.createdAt, since), eq(dunningSteps.isSkipped, false)))
  const numberOf = new Map((await db.select().from(documents)).map(({ id, number }) => [id, number]))
  return rows.flatMap(({ step, customerId }): Row[] => {
    const { invoices, accounts } = stepData.parse(step.data)
    const base = { on: step.doneOn, customerId }
    if (step.action === 'remind')
      return [{ ...base, kind: 'reminder', numbers: invoices.map((id) => numberOf.get(id)) }]
    return step.action === 'ask-to-terminate' && accounts.length > 0
      ? [{ ...base, kind: 'termination-task', accountIds: accounts }]
      : []
  })
}

/** The operations that really ran at the panel. */
async function hostingEvents(db: Db, since: Date): Promise<Row[]> {
  const rows = await db
    .select({ operation: operations, customerId: hostingAccounts.customerId })
    .from(operations)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.subjectId))
    .where(and(gte(operations.createdAt, since), inArray(operations.kind, ['suspend', 'unsuspend'])))
  return rows.map(({ operation, customerId }) => {
    if (operation.status !== 'succeeded') throw new Error(`Operation ${operation.id} is ${operation.status}.`)
    return {
      on: dateOf(operation.createdAt),
      customerId,
      kind: `${operation.kind === 'suspend' ? '' : 'un'}suspension`,
      accountId: operation.subjectId,
    }
  })
}

async function stopEvents(db: Db, since: Date): Promise<Row[]> {
  const rows = await db.select().from(billingParks).where(gte(billingParks.openedAt, since))
  const opened = await db.select().from(alerts).where(eq(alerts.cause, 'billing-parked'))
  return rows.map(({ openedAt, customerId, message }) => {
    if (!opened.some((alert) => alert.customerId === customerId && alert.message === message))
      throw new Error('A stopped customer has no alert.')
    return { on: dateOf(openedAt), customerId, kind: 'stopped', message }
  })
}

/** Subscriptions that began or ended. A beginning without a payment is not recorded, so it is read from the start day. */
async function statusEvents(db: Db, since: Date, pending: ReadonlySet<string>): Promise<Row[]> {
  const rows = await db.select().from(subscriptions)
  const begun = await db
    .select()
    .from(subscriptionChanges)
    .where(and(gte(subscriptionChanges.createdAt, since), eq(subscriptionChanges.kind, 'activate')))
  return rows.flatMap((row): Row[] => {
    const base = { customerId: row.customerId, subscriptionId: row.id }
    const paid = begun.find((change) => change.subscriptionId === row.id)
    const isRunning = row.status !== 'pending' && (row.endedOn === null || row.endedOn > row.startOn)
    const isLater = row.provision !== 'after-payment' && pending.has(row.id) && isRunning
    const isEnded = row.status === 'ended' && row.updatedAt >= since
    return [
      ...(paid ? [{ ...base, on: dateOf(paid.createdAt), kind: 'start' }] : []),
      ...(isLater ? [{ ...base, on: row.startOn, kind: 'start' }] : []),
      ...(isEnded ? [{ ...base, on: dateOf(row.updatedAt), kind: 'end' }] : []),
    ]
  })
}

/** The subscriptions that have not begun. */
export async function pendingSubscriptions(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(eq(subscriptions.status, 'pending'))
  return new Set(rows.map(({ id }) => id))
}
