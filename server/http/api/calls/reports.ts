import {
  exportReport,
  readAging,
  readBillingOverview,
  readMrr,
  readRevenue,
  readTax,
} from '#server/domain/reports/index.ts'
import { asDownload, os, verb } from '../implement.ts'

export const reports = {
  overview: os.reports.overview.handler(verb(readBillingOverview)),
  revenue: os.reports.revenue.handler(verb(readRevenue)),
  tax: os.reports.tax.handler(verb(readTax)),
  aging: os.reports.aging.handler(verb(readAging)),
  mrr: os.reports.mrr.handler(verb(readMrr)),
  export: os.reports.export.handler(verb(async (ctx, input) => asDownload(await exportReport(ctx, input)))),
}
