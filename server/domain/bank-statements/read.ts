import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { z } from 'zod'
import {
  type BankLine,
  type BankLineMatch,
  type BankLineState,
  type BankStatement,
  bankLineMatch,
  type bankLineQuery,
  type bankStatementPage,
  type bankStatementQuery,
} from '#contracts/bank-statements/schemas.ts'
import type { ById } from '#contracts/call.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, type Money, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { documents } from '../tables/documents.ts'
import { bankStatementLines, bankStatements } from '../tables/payments.ts'

const listName = 'bank-statements'

type StatementRow = typeof bankStatements.$inferSelect
type LineRow = typeof bankStatementLines.$inferSelect

/** Lists bank statements, newest first. */
export async function listBankStatements(
  ctx: Context,
  { limit, cursor }: z.infer<typeof bankStatementQuery>,
): Promise<z.infer<typeof bankStatementPage>> {
  const { db } = ctx.database
  const after = cursor === undefined ? null : decodeCursor(cursor, listName)
  const rows = await db
    .select()
    .from(bankStatements)
    .where(
      after === null
        ? undefined
        : sql`(${bankStatements.createdAt}, ${bankStatements.id}) < (${after.sortKey}::timestamptz, ${after.id}::uuid)`,
    )
    .orderBy(desc(bankStatements.createdAt), desc(bankStatements.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await presentStatements(db, shown),
    nextCursor:
      rows.length > limit && last ? encodeCursor(listName, last.createdAt.toISOString(), last.id) : null,
  }
}

/** @throws {Refusal} not-found */
export async function getBankStatement(ctx: Context, { id }: ById): Promise<BankStatement> {
  const { db } = ctx.database
  const [presented] = await presentStatements(
    db,
    await db.select().from(bankStatements).where(eq(bankStatements.id, id)),
  )
  if (!presented) throw new Refusal('not-found', 'Bank statement not found. See the Payments page.')
  return presented
}

/** Lists all lines of a statement in the order of the file. @throws {Refusal} not-found */
export async function listBankLines(
  ctx: Context,
  { id, state }: z.infer<typeof bankLineQuery> & ById,
): Promise<{ items: BankLine[] }> {
  await getBankStatement(ctx, { id })
  const { db } = ctx.database
  const rows = await db
    .select()
    .from(bankStatementLines)
    .where(
      and(
        eq(bankStatementLines.statementId, id),
        state === undefined ? undefined : eq(bankStatementLines.state, state),
      ),
    )
    .orderBy(asc(bankStatementLines.position))
  return { items: await presentBankLines(db, rows) }
}

/** The customer and the invoice that were found for a line, or null. */
export const matchOf = ({ proposal }: Pick<LineRow, 'proposal'>): BankLineMatch | null =>
  bankLineMatch.nullable().catch(null).parse(proposal)

/** Presents lines with the amounts that their proposed invoices have now. */
export async function presentBankLines(db: Queryable, rows: readonly LineRow[]): Promise<BankLine[]> {
  const matched = rows.map((row) => ({ row, match: matchOf(row) }))
  const due = await amountsDue(
    db,
    matched.flatMap(({ match }) => match?.invoiceId ?? []),
  )
  return matched.map(({ row, match }) => {
    const amountDue = due.get(match?.invoiceId ?? '')
    return {
      id: row.id,
      position: row.position,
      bookedOn: row.bookedOn,
      amount: toJson(money(row.amount, currencyOf(row.currency))),
      payer: row.payer,
      reference: row.reference,
      state: row.state,
      proposal: match && { ...match, amountDue: amountDue ? toJson(amountDue) : null },
      paymentId: row.paymentId,
    }
  })
}

async function amountsDue(db: Queryable, invoiceIds: readonly string[]): Promise<ReadonlyMap<string, Money>> {
  if (invoiceIds.length === 0) return new Map()
  const rows = await db
    .select({ id: documents.id, amountDue: documents.amountDue, currency: documents.currency })
    .from(documents)
    .where(inArray(documents.id, [...new Set(invoiceIds)]))
  return new Map(rows.map(({ id, amountDue, currency }) => [id, money(amountDue, currencyOf(currency))]))
}

async function presentStatements(db: Queryable, rows: readonly StatementRow[]): Promise<BankStatement[]> {
  if (rows.length === 0) return []
  const counted = await db
    .select({ statementId: bankStatementLines.statementId, state: bankStatementLines.state, lines: count() })
    .from(bankStatementLines)
    .where(
      inArray(
        bankStatementLines.statementId,
        rows.map(({ id }) => id),
      ),
    )
    .groupBy(bankStatementLines.statementId, bankStatementLines.state)
  return rows.map((row) => {
    const mine = counted.filter(({ statementId }) => statementId === row.id)
    const of = (state: BankLineState) => mine.find((each) => each.state === state)?.lines ?? 0
    return {
      id: row.id,
      fileName: row.fileName,
      currency: currencyOf(row.currency),
      counts: {
        unmatched: of('unmatched'),
        proposed: of('proposed'),
        confirmed: of('confirmed'),
        ignored: of('ignored'),
      },
      known: row.rowCount - mine.reduce((sum, { lines }) => sum + lines, 0),
      uploadedBy: row.uploadedBy,
      createdAt: row.createdAt.toISOString(),
    }
  })
}
