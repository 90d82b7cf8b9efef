import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { z } from 'zod'
import {
  type BankLine,
  type BankLineState,
  type BankStatement,
  bankLineProposal,
  type bankLineQuery,
  type bankStatementPage,
  type bankStatementQuery,
} from '#contracts/bank-statements/schemas.ts'
import type { ById } from '#contracts/call.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
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
  const rows = await ctx.database.db
    .select()
    .from(bankStatementLines)
    .where(
      and(
        eq(bankStatementLines.statementId, id),
        state === undefined ? undefined : eq(bankStatementLines.state, state),
      ),
    )
    .orderBy(asc(bankStatementLines.position))
  return { items: rows.map(presentBankLine) }
}

export const presentBankLine = (row: LineRow): BankLine => ({
  id: row.id,
  position: row.position,
  bookedOn: row.bookedOn,
  amount: toJson(money(row.amount, currencyOf(row.currency))),
  payer: row.payer,
  reference: row.reference,
  state: row.state,
  proposal: bankLineProposal.nullable().catch(null).parse(row.proposal),
  paymentId: row.paymentId,
})

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
