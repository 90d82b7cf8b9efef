import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  type BankStatement,
  type BankStatementUpload,
  mostStatementBytes,
  mostStatementRows,
} from '#contracts/bank-statements/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { type Currency, currencyOf, isPositive } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { readCsv } from '../csv/index.ts'
import { companySettings } from '../tables/company.ts'
import { bankStatementLines, bankStatements } from '../tables/payments.ts'
import { isStatementHeader } from './columns.ts'
import type { Matcher } from './match.ts'
import { matchTransfers } from './open-invoices.ts'
import { type FileRow, parseStatement, type StatementLine } from './parse-file.ts'
import { getBankStatement } from './read.ts'

const refs = z.object({ statementId: z.string() })
const limits = { bytes: mostStatementBytes, rows: mostStatementRows, columns: 100, cellBytes: 4_096 }
const rowsAtOnce = 1_000

/**
 * Receives a bank statement. Each incoming transfer gets a proposal. Transfers of an earlier statement are left out, so
 * that overlapping files record nothing twice.
 * @param stillAllowed throws if the caller lost access while the file arrived
 * @throws {Refusal} names row and column
 */
export async function uploadBankStatement(
  ctx: Context,
  input: BankStatementUpload,
  { body, stillAllowed }: { body: AsyncIterable<Uint8Array> | null; stillAllowed: () => Promise<void> },
): Promise<BankStatement> {
  if (body === null)
    throw fieldRefusal(
      'invalid-body',
      'file',
      'required',
      'The request has no body. Send the CSV file as the body.',
    )
  const { database, clock, idempotency, keyring } = ctx
  const hash = createHash('sha256')
  const file = await readCsv(hashed(body, hash), limits, isStatementHeader)
  const rows: FileRow[] = []
  for await (const row of file.rows) rows.push(row)
  await stillAllowed()
  const lines = parseStatement(file.columns, rows, {
    currency: input.currency ?? (await companyCurrency(database.db)),
    dateOrder: input.dateOrder,
    hasSemicolons: file.separator === 'semicolon',
  })
  const fileHash = hash.digest('hex')
  const request = idempotency && {
    ...idempotency,
    requestHash: `${idempotency.requestHash} ${keyring.mac('import-file', fileHash)}`,
  }
  const matcher = await matchTransfers(
    database.db,
    lines.filter(({ amount }) => isPositive(amount)),
  )
  const { statementId } = await database.db.transaction((tx) =>
    once(tx, { request, refs, clock }, async () => ({
      statementId: await store(tx, ctx, { fileName: input.fileName, fileHash, lines, matcher }),
    })),
  )
  return getBankStatement(ctx, { id: statementId })
}

async function* hashed(
  body: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of body) {
    hash.update(chunk)
    yield chunk
  }
}

async function companyCurrency(db: Queryable): Promise<Currency> {
  const [company] = await db.select({ currency: companySettings.currency }).from(companySettings)
  if (company) return currencyOf(company.currency)
  throw fieldRefusal(
    'invalid-body',
    'currency',
    'required',
    'The company is not set up, so its currency is not known. Add ?currency= to the address.',
  )
}

async function store(
  tx: Queryable,
  ctx: Context,
  file: { fileName: string; fileHash: string; lines: readonly StatementLine[]; matcher: Matcher },
): Promise<string> {
  const { fileName, fileHash, lines, matcher } = file
  const id = newId()
  const at = ctx.clock.now()
  const [first] = lines
  await tx.insert(bankStatements).values({
    id,
    fileName,
    fileHash,
    currency: first?.amount.currency ?? 'EUR',
    rowCount: lines.length,
    uploadedBy: ctx.actor.name,
    createdAt: at,
  })
  for (let from = 0; from < lines.length; from += rowsAtOnce)
    await tx
      .insert(bankStatementLines)
      .values(
        lines.slice(from, from + rowsAtOnce).map(({ amount, ...line }) => {
          const proposal = isPositive(amount) ? matcher.propose({ amount, ...line }) : null
          return {
            ...line,
            id: newId(),
            statementId: id,
            amount: amount.amount,
            currency: amount.currency,
            state: stateOf(isPositive(amount), proposal !== null),
            proposal,
            updatedAt: at,
          }
        }),
      )
      .onConflictDoNothing()
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'bank-statement.upload',
    subject: { kind: 'bank-statement', id },
    after: { fileName, rows: lines.length },
    requestId: ctx.requestId,
  })
  return id
}

const stateOf = (isIncoming: boolean, isMatched: boolean) => {
  if (!isIncoming) return 'ignored' as const
  return isMatched ? ('proposed' as const) : ('unmatched' as const)
}
