import { and, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import type {
  BankLineConfirmation,
  BankLineResult,
  bankLineChoice,
} from '#contracts/bank-statements/schemas.ts'
import type { ById } from '#contracts/call.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { insertPayment } from '../payments/index.ts'
import { bankStatementLines } from '../tables/payments.ts'
import { getBankStatement, matchOf, presentBankLines } from './read.ts'

type Choice = BankLineConfirmation['lines'][number]

/**
 * Records the payment of each line in a transaction of its own, so that one refused line does not stop the others. A line
 * that is confirmed already stays as it is: the call can be repeated.
 * @throws {Refusal} not-found for the statement
 */
export async function confirmBankLines(
  ctx: Context,
  { id, lines }: BankLineConfirmation & ById,
): Promise<BankLineResult> {
  await getBankStatement(ctx, { id })
  const refused: BankLineResult['refused'] = []
  for (const choice of lines)
    try {
      await ctx.database.db.transaction((tx) => confirmLine(tx, ctx, id, choice))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ lineId: choice.lineId, code: error.code, message: error.message })
    }
  return {
    items: await linesOf(
      ctx,
      id,
      lines.map(({ lineId }) => lineId),
    ),
    refused,
  }
}

async function confirmLine(tx: Tx, ctx: Context, statementId: string, choice: Choice): Promise<void> {
  const [line] = await tx
    .select()
    .from(bankStatementLines)
    .where(and(eq(bankStatementLines.id, choice.lineId), eq(bankStatementLines.statementId, statementId)))
    .for('update')
  if (!line) throw new Refusal('not-found', 'This statement has no such line. Reload the list.')
  if (line.state === 'confirmed') return
  const proposal = matchOf(line)
  const customerId = choice.customerId ?? proposal?.customerId
  if (customerId === undefined)
    throw new Refusal('wrong-state', 'This line has no proposal. Choose the customer who paid.')
  if (line.amount <= 0n)
    throw new Refusal('wrong-state', 'Money went out with this line. Record it as the refund of a payment.')
  const own = choice.customerId === undefined ? (proposal?.invoiceId ?? undefined) : undefined
  const invoiceId = choice.invoiceId ?? own
  const paymentId = await insertPayment(tx, ctx, {
    customerId,
    amount: toJson(money(line.amount, currencyOf(line.currency))),
    method: 'bank-transfer',
    reference: line.reference.slice(0, 200),
    receivedOn: line.bookedOn,
    ...(invoiceId === undefined ? {} : { invoiceId }),
  })
  await tx
    .update(bankStatementLines)
    .set({ state: 'confirmed', paymentId, updatedAt: ctx.clock.now() })
    .where(eq(bankStatementLines.id, line.id))
}

/** Marks lines that are no payments of customers. A confirmed line is refused. @throws {Refusal} not-found */
export async function ignoreBankLines(
  ctx: Context,
  { id, lines }: z.infer<typeof bankLineChoice> & ById,
): Promise<BankLineResult> {
  await getBankStatement(ctx, { id })
  const at = ctx.clock.now()
  await ctx.database.db.transaction(async (tx) => {
    const ignored = await tx
      .update(bankStatementLines)
      .set({ state: 'ignored', updatedAt: at })
      .where(
        and(
          eq(bankStatementLines.statementId, id),
          inArray(bankStatementLines.id, lines),
          inArray(bankStatementLines.state, ['unmatched', 'proposed']),
        ),
      )
      .returning({ id: bankStatementLines.id })
    if (ignored.length > 0)
      await recordAudit(tx, {
        at,
        actor: ctx.actor,
        action: 'bank-statement.ignore',
        subject: { kind: 'bank-statement', id },
        after: { count: ignored.length },
        requestId: ctx.requestId,
      })
  })
  const items = await linesOf(ctx, id, lines)
  return {
    items,
    refused: items
      .filter(({ state }) => state === 'confirmed')
      .map((line) => ({
        lineId: line.id,
        code: 'wrong-state',
        message: 'The payment of this line is recorded. Reverse the payment if it is wrong.',
      })),
  }
}

async function linesOf(
  ctx: Context,
  statementId: string,
  ids: readonly string[],
): Promise<BankLineResult['items']> {
  const { db } = ctx.database
  const rows = await db
    .select()
    .from(bankStatementLines)
    .where(and(eq(bankStatementLines.statementId, statementId), inArray(bankStatementLines.id, [...ids])))
    .orderBy(bankStatementLines.position)
  return presentBankLines(db, rows)
}
