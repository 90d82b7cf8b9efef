import { z } from 'zod'
import { callsOf } from '../call.ts'
import { csvFile } from '../text.ts'
import { auditExportQuery, auditPage, auditQuery } from './schemas.ts'

const { get } = callsOf('Audit')

export const audit = {
  list: get('/v1/audit', 'Search the audit log of the whole installation, newest first', 'audit.read')
    .input(auditQuery)
    .output(auditPage),
  export: get(
    '/v1/audit/export',
    'Export all matching audit entries as CSV (UTF-8), streamed',
    'audit.export',
    {
      detailed: true,
      recent: true,
    },
  )
    .input(auditExportQuery)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: csvFile })),
}
