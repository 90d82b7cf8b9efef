import type { Customer, CustomerExportQuery } from '#contracts/customers/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Context, Domain } from '../context.ts'
import { byteOrderMark, csvLines, streamOf } from '../csv/index.ts'
import { readPage } from './list.ts'

const rowsAtOnce = 500

const columns: readonly (readonly [string, (customer: Customer) => string | number | null])[] = [
  ['Email', ({ email }) => email],
  ['Full Name', ({ fullName }) => fullName],
  ['Company Name', ({ companyName }) => companyName],
  ['Active', ({ isActive }) => (isActive ? 'yes' : 'no')],
  ['Hosting accounts', ({ hosting }) => hosting.total],
  ['Active hosting accounts', ({ hosting }) => hosting.active],
  ['Hosting accounts that need attention', ({ hosting }) => hosting.attention],
  ['Created', ({ createdAt }) => createdAt],
  ['Changed', ({ updatedAt }) => updatedAt],
  ['Customer ID', ({ id }) => id],
]

/**
 * Streams all matching customers as CSV, page by page, so a million need no more memory than one page. The
 * audit entry with the filters is written before the first line.
 */
export async function exportCustomers(
  ctx: Context,
  query: CustomerExportQuery,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const at = ctx.clock.now()
  const { sort, separator: _, ...filter } = query
  if (ctx.actor.kind !== 'system')
    await recordAudit(ctx.database.db, {
      at,
      actor: ctx.actor,
      action: 'customer.export',
      subject: { kind: 'staff', id: ctx.actor.userId },
      after: { ...filter, sort },
      requestId: ctx.requestId,
    })
  return {
    fileName: `customers-${at.toISOString().slice(0, 10)}.csv`,
    body: streamOf(lines(ctx, query)),
  }
}

async function* lines(domain: Domain, { separator, ...query }: CustomerExportQuery): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([columns.map(([name]) => name)], separator)
  let cursor: string | undefined
  do {
    const page = await readPage(domain.database.db, { ...query, limit: rowsAtOnce, cursor })
    if (page.items.length > 0)
      yield csvLines(
        page.items.map((customer) => columns.map(([, value]) => value(customer))),
        separator,
      )
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
