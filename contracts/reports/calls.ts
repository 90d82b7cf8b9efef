import { z } from 'zod'
import { callsOf } from '../call.ts'
import { csvFile } from '../text.ts'
import {
  agingQuery,
  agingReport,
  billingOverview,
  mrrReport,
  reportExportQuery,
  reportQuery,
  revenueReport,
  taxReport,
} from './schemas.ts'

const { get } = callsOf('Reports')

export const reports = {
  overview: get(
    '/v1/reports/overview',
    'Get overdue invoices, and revenue, payments and MRR of the last 12 months',
    'billing.read',
  ).output(billingOverview),
  revenue: get('/v1/reports/revenue', 'Get the revenue by product and by month', 'billing.read')
    .input(reportQuery)
    .output(revenueReport),
  tax: get('/v1/reports/tax', 'Get the taxes by country and rate', 'billing.read')
    .input(reportQuery)
    .output(taxReport),
  aging: get('/v1/reports/aging', 'Get the open invoices by days overdue', 'billing.read')
    .input(agingQuery)
    .output(agingReport),
  mrr: get('/v1/reports/mrr', 'Get monthly recurring revenue and its movements', 'billing.read')
    .input(reportQuery)
    .output(mrrReport),
  export: get('/v1/reports/export', 'Export a report as CSV (UTF-8)', 'customers.export', {
    detailed: true,
    recent: true,
  })
    .input(reportExportQuery)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: csvFile })),
}
