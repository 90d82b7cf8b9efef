import type { ReportExportQuery, ReportName } from '#contracts/reports/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Context } from '../context.ts'
import { byteOrderMark, type CsvValue, csvLines } from '../csv/index.ts'
import { businessDay } from '../ledger/index.ts'
import { readAging } from './aging.ts'
import { agingTable, mrrTable, revenueTable, taxTable } from './csv-tables.ts'
import { readMrr } from './mrr.ts'
import { readRevenue } from './revenue.ts'
import { readTax } from './tax.ts'

type Table = readonly (readonly CsvValue[])[]

const tables: Readonly<Record<ReportName, (ctx: Context, query: ReportExportQuery) => Promise<Table>>> = {
  revenue: async (ctx, query) => revenueTable(await readRevenue(ctx, query)),
  tax: async (ctx, query) => taxTable(await readTax(ctx, query)),
  aging: async (ctx, query) => agingTable(await readAging(ctx, query)),
  mrr: async (ctx, query) => mrrTable(await readMrr(ctx, query)),
}

/** Returns a report as CSV, with amounts as decimal numbers. The export is recorded first. */
export async function exportReport(
  ctx: Context,
  query: ReportExportQuery,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const { report, separator, ...filter } = query
  const table = await tables[report](ctx, query)
  if (ctx.actor.kind !== 'system')
    await recordAudit(ctx.database.db, {
      at: ctx.clock.now(),
      actor: ctx.actor,
      action: 'report.export',
      subject: { kind: 'staff', id: ctx.actor.userId },
      after: { report, ...filter },
      requestId: ctx.requestId,
    })
  const day = await businessDay(ctx.database.db, ctx.clock)
  return {
    fileName: `${report}-${day}.csv`,
    body: new Blob([byteOrderMark + csvLines(table, separator)]).stream(),
  }
}
